import { sqlOf } from "@/db/client";
import { decryptBytes, decryptField, encryptBytes, encryptField, unwrapDataKey } from "../audit/cipher";
import { customerDataKey, record } from "../audit/record";
import type { TxCtx } from "../core/context";
import { type CustomerId, newId } from "../core/ids";
import { aboutCustomer } from "./about-customer";
import { keepAskedConsent } from "./keep-asked-consent";
import type { CustomerFacts } from "./lock-customer";
import type { Whose } from "./merge-facts";

/** Moves the documents of a record with their pictures to the one that is kept; the chosen document identifies from now on. */
export async function takeDocuments(
  ctx: TxCtx,
  { kept, other }: { kept: CustomerFacts; other: CustomerFacts },
  whose: Whose["document"],
): Promise<void> {
  const sql = sqlOf(ctx.db);
  const former = whose === "other" ? kept.document : other.document;
  if (former) await sql`update identity_documents set replaced_at = bank_now() where id = ${former.id}`;
  await sql`update identity_documents set customer_id = ${kept.id} where customer_id = ${other.id}`;
  await takePictures(ctx, kept.id, other.id);
}

type Picture = {
  id: string;
  documentId: string | null;
  side: string;
  format: string;
  pages: number;
  sha256: Buffer;
  uploadedSha256: Buffer;
  size: number;
  width: number;
  height: number;
  sealed: Buffer;
  wrapped: Buffer;
  uploadedBy: string;
  uploadedAt: string;
};

/** Each picture is encrypted anew under the key of the customer it hangs on from now on. */
async function takePictures(ctx: TxCtx, kept: CustomerId, other: CustomerId): Promise<void> {
  const sql = sqlOf(ctx.db);
  const ids = await sql<{ id: string }[]>`select id from document_scans where customer_id = ${other} order by id`;
  if (ids.length === 0) return;
  const key = await customerDataKey(ctx.db, kept);
  // One after the other: a few megabytes each.
  for (const { id } of ids) {
    const [old] = await sql<Picture[]>`
      select s.id, s.document_id as "documentId", s.side, s.format, s.pages, s.sha256, s.uploaded_sha256 as "uploadedSha256", s.size, s.width,
        s.height, s.ciphertext as sealed, k.wrapped_key as wrapped, s.uploaded_by as "uploadedBy", s.uploaded_at::text as "uploadedAt"
      from document_scans s join customer_keys k on k.customer_id = s.customer_id where s.id = ${id}`;
    if (!old) continue;
    const fresh = newId<"documentScan">();
    const sealed = encryptBytes(key, decryptBytes(unwrapDataKey(old.wrapped, other), old.sealed, id), fresh);
    await sql`delete from document_scans where id = ${id}`;
    await sql`
      insert into document_scans (id, customer_id, document_id, side, format, pages, sha256, uploaded_sha256, size, width, height, ciphertext, uploaded_by, uploaded_at)
      values (${fresh}, ${kept}, ${old.documentId}, ${old.side}, ${old.format}, ${old.pages}, ${old.sha256}, ${old.uploadedSha256}, ${old.size}, ${old.width},
        ${old.height}, ${sealed}, ${old.uploadedBy}, ${old.uploadedAt}::timestamptz)
      on conflict (customer_id, uploaded_sha256) do nothing`;
  }
}

/** Copies the notes on the other record, as they were written: whoever opens the kept one reads what was said of both. */
export async function takeNotes(ctx: TxCtx, kept: CustomerId, other: CustomerId): Promise<void> {
  const sql = sqlOf(ctx.db);
  const notes = await sql<{ id: string }[]>`select id from customer_notes where customer_id = ${other} order by id`;
  if (notes.length === 0) return;
  await sql`
    insert into customer_notes (id, customer_id, note, written_by, written_at)
    select x.fresh, ${kept}, n.note, n.written_by, n.written_at
    from unnest(${notes.map(({ id }) => id)}::uuid[], ${notes.map(() => newId<"customerNote">())}::uuid[]) as x (id, fresh)
      join customer_notes n on n.id = x.id`;
}

/** Moves the products that the other record asked for when they applied to those of the one that is kept. */
export async function takeWishes(ctx: TxCtx, kept: CustomerId, other: CustomerId): Promise<void> {
  const sql = sqlOf(ctx.db);
  await sql`
    insert into product_wishes (customer_id, product_id) select ${kept}, product_id from product_wishes
    where customer_id = ${other} on conflict do nothing`;
  await sql`delete from product_wishes where customer_id = ${other}`;
  await sql`
    update customers k set products_asked_at = coalesce(k.products_asked_at, o.products_asked_at) from customers o
    where k.id = ${kept} and o.id = ${other}`;
}

/** A senior manager who is asked to consent to the other record is asked about the one that is kept. */
export async function takeAskedConsent(ctx: TxCtx, kept: CustomerFacts, other: CustomerId): Promise<void> {
  const [asked] = await sqlOf(ctx.db)<{ rules: string[] }[]>`
    delete from senior_consents where customer_id = ${other} and given_at is null returning rules`;
  if (!asked) return;
  const rules = await keepAskedConsent(ctx.db, kept.id, asked.rules);
  await record(ctx, {
    act: "customer.consent_asked",
    ...aboutCustomer(kept),
    reference: kept.customerNo,
    after: { rules },
  });
}

/** Copies the other record's address over the one that is kept. */
export async function takeAddress(ctx: TxCtx, kept: CustomerId, { address }: CustomerFacts): Promise<void> {
  if (!address) return;
  const { street, postcode, city, country } = address;
  await sqlOf(ctx.db)`
    insert into customer_addresses (id, customer_id, kind, street, postcode, city, country)
    values (${newId()}, ${kept}, 'residence', ${street}, ${postcode}, ${city}, ${country})
    on conflict (customer_id, kind) do update set street = excluded.street, postcode = excluded.postcode,
      city = excluded.city, country = excluded.country`;
}

/** Copies the other record's declarations; the tax number is encrypted anew for its new place. */
export async function takeDeclarations(ctx: TxCtx, kept: CustomerId, other: CustomerId): Promise<void> {
  const sql = sqlOf(ctx.db);
  const [row] = await sql<{ cipher: string | null }[]>`
    select tax_number_cipher as cipher from customer_declarations where customer_id = ${other}`;
  if (!row) return;
  const place = { table: "customer_declarations", column: "tax_number_cipher" };
  const cipher = row.cipher && encryptField(decryptField(row.cipher, { ...place, id: other }), { ...place, id: kept });
  await sql`
    insert into customer_declarations (customer_id, tax_country, tax_number_cipher, purpose, source_of_funds,
      expected_monthly, politically_exposed, exposure, consent_version, declared_at)
    select ${kept}, tax_country, ${cipher}, purpose, source_of_funds, expected_monthly, politically_exposed, exposure,
      consent_version, declared_at
    from customer_declarations where customer_id = ${other}
    on conflict (customer_id) do update set tax_country = excluded.tax_country, tax_number_cipher = excluded.tax_number_cipher,
      purpose = excluded.purpose, source_of_funds = excluded.source_of_funds, expected_monthly = excluded.expected_monthly,
      politically_exposed = excluded.politically_exposed, exposure = excluded.exposure,
      consent_version = excluded.consent_version, declared_at = excluded.declared_at`;
}
