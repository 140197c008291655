import type { Executor } from "@/db/client";
import { sqlOf } from "@/db/client";
import { decryptField } from "../audit/cipher";
import type { Id } from "../core/ids";

/** The number of a stored document in clear, for commands that compare it; no page shows it. */
export async function numberOfDocument(db: Executor, id: Id<"identityDocument">): Promise<string> {
  const [row] = await sqlOf(db)<{ cipher: string }[]>`
    select number_cipher as cipher from identity_documents where id = ${id}`;
  if (!row) throw new Error(`Document ${id} is not on file`);
  return numberIn({ id, cipher: row.cipher });
}

/** The number in clear of a document that was read with others. */
export function numberIn({ id, cipher }: { id: Id<"identityDocument">; cipher: string }): string {
  return decryptField(cipher, { table: "identity_documents", column: "number_cipher", id });
}
