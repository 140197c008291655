import { sqlOf } from "@/db/client";
import { encryptField } from "../audit/cipher";
import { constraintOf } from "../command/sql-state";
import type { TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { type Id, newId } from "../core/ids";
import { documentHash, isDocumentNumber, normalizeDocumentNumber } from "./identity-document";
import type { CustomerFacts, DocumentFacts } from "./lock-customer";
import { numberOfDocument } from "./read-document-number";
import { assertDocumentDates, isEditable } from "./rules";
import type { SaveOnboardingDraftInput } from "./schema";

type Input = Extract<SaveOnboardingDraftInput, { section: "document" }>;

/**
 * Writes the identity document of a customer: its number encrypted, found by its hash, shown by its last four. One that
 * was decided on, or of which pictures are kept, stays with them, and the new one takes its place.
 */
export async function saveDocument(
  ctx: TxCtx,
  customer: CustomerFacts,
  input: Input,
): Promise<{ before: object; after: object }> {
  const known = customer.document;
  const dates = { issuedOn: input.documentIssuedOn ?? null, expiresOn: input.documentExpiresOn };
  assertDocumentDates(dates, customer.birthDate, ctx.businessDate);
  const number = await numberOf(ctx, input, known);
  const next: DocumentFacts = {
    id: known?.id ?? newId<"identityDocument">(),
    kind: input.documentKind,
    country: input.documentCountry,
    numberLast4: number.slice(-4),
    ...dates,
  };
  const hash = documentHash(next.country, number);
  await assertNotTaken(ctx, customer, hash);
  if (known && (await isReplaced(ctx, customer, { known, next, hash }))) {
    await sqlOf(ctx.db)`update identity_documents set replaced_at = bank_now() where id = ${known.id}`;
    next.id = newId<"identityDocument">();
  }
  await write(ctx, customer, next, number, hash);
  const before = known && auditFacts(known);
  const after = auditFacts(next);
  const same = JSON.stringify(before) === JSON.stringify(after) && input.documentNumber === undefined;
  return same ? { before: {}, after: {} } : { before: { document: before }, after: { document: after } };
}

type Change = { known: DocumentFacts; next: DocumentFacts; hash: Buffer };

/** Whether it is another paper or card than the one on file, which somebody decided on or of which pictures are kept. */
async function isReplaced(ctx: TxCtx, customer: CustomerFacts, { known, next, hash }: Change): Promise<boolean> {
  const [row] = await sqlOf(ctx.db)<{ sameNumber: boolean; pictured: boolean }[]>`
    select number_hmac = ${hash} as "sameNumber",
      exists (select from document_scans s where s.document_id = d.id) as pictured
    from identity_documents d where d.id = ${known.id}`;
  const same =
    row?.sameNumber &&
    known.kind === next.kind &&
    known.issuedOn === next.issuedOn &&
    known.expiresOn === next.expiresOn;
  return !same && (!isEditable(customer) || row?.pictured === true);
}

/** The typed number, or the one on file when none is typed. */
async function numberOf(ctx: TxCtx, input: Input, known: DocumentFacts | null): Promise<string> {
  if (input.documentNumber === undefined) {
    if (!known) throw refusal("required", { what: "the document number" }, "documentNumber");
    return numberOfDocument(ctx.db, known.id);
  }
  const number = normalizeDocumentNumber(input.documentNumber);
  if (!isDocumentNumber(number)) throw refusal("document_number_form");
  return number;
}

async function assertNotTaken(ctx: TxCtx, customer: CustomerFacts, hash: Buffer): Promise<void> {
  const [other] = await sqlOf(ctx.db)`
    select 1 from identity_documents where number_hmac = ${hash} and customer_id <> ${customer.id}`;
  if (other) throw refusal("identity_document_taken");
}

async function write(
  ctx: TxCtx,
  customer: CustomerFacts,
  next: DocumentFacts,
  number: string,
  hash: Buffer,
): Promise<void> {
  const cipher = encryptField(number, place(next.id));
  try {
    await sqlOf(ctx.db)`
      insert into identity_documents
        (id, customer_id, kind, issuing_country, number_cipher, number_hmac, number_last4, issued_on, expires_on)
      values (${next.id}, ${customer.id}, ${next.kind}, ${next.country}, ${cipher}, ${hash}, ${next.numberLast4},
        ${next.issuedOn}, ${next.expiresOn})
      on conflict (id) do update set kind = excluded.kind, issuing_country = excluded.issuing_country,
        number_cipher = excluded.number_cipher, number_hmac = excluded.number_hmac, number_last4 = excluded.number_last4,
        issued_on = excluded.issued_on, expires_on = excluded.expires_on`;
  } catch (error) {
    // Two officers saved the same document at once: the second is told what the first would have been told.
    if (constraintOf(error) === "identity_documents_number") throw refusal("identity_document_taken");
    throw error;
  }
}

const place = (id: Id<"identityDocument">) => ({ table: "identity_documents", column: "number_cipher", id });

function auditFacts({ id: _, ...facts }: DocumentFacts): object {
  return facts;
}
