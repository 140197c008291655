import { type Executor, sqlOf } from "@/db/client";
import type { Id } from "../core/ids";
import { documentHash } from "./identity-document";
import { numberIn } from "./read-document-number";

type Kept = { id: Id<"identityDocument">; cipher: string; country: string; hash: Buffer };

/**
 * Throws a sentence where the keys of this start are not those that the bank's oldest and latest identity documents were
 * kept with: their numbers could not be read, or, unnoticed, the same document would be found no more.
 */
export async function assertKeysFit(db: Executor): Promise<void> {
  const kept = await sqlOf(db)<Kept[]>`
    select id, number_cipher as cipher, issuing_country as country, number_hmac as hash from identity_documents
    where id in ((select id from identity_documents order by id limit 1), (select id from identity_documents order by id desc limit 1))`;
  for (const document of kept)
    if (!documentHash(document.country, numberOf(document)).equals(document.hash))
      throw new Error(
        "BANK_RECORD_KEY is not the key of this bank: set it to what BANK_DATA_KEY was before it first changed.",
      );
}

function numberOf(document: Kept): string {
  try {
    return numberIn(document);
  } catch {
    throw new Error(
      "BANK_DATA_KEY does not open what this bank keeps: set it to the bank's own key, and BANK_DATA_KEY_OLD to those before it.",
    );
  }
}
