import { createHash } from "node:crypto";
import { sqlOf } from "@/db/client";
import { decryptBytes, unwrapDataKey } from "../audit/cipher";
import { recordView } from "../audit/record-view";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type BranchId, type CustomerId, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { DocumentKind, ScanSide } from "./schema";

export type Scan = {
  id: string;
  side: ScanSide;
  format: "jpeg" | "pdf";
  pages: number;
  size: number;
  width: number;
  height: number;
  sha256: string;
  uploadedByName: string;
  uploadedAtLocal: string;
  /** The document it shows, when another one has taken its place. */
  former: { kind: DocumentKind; numberLast4: string; expiresOn: BusinessDate } | null;
};

/** The pictures of a customer's documents, newest first; the caller has read the customer in scope. */
export function scansOf(ctx: Ctx<StaffActor>, customerId: CustomerId): Promise<Scan[]> {
  return sqlOf(ctx.db)<Scan[]>`
    select s.id, s.side, s.format, s.pages, s.size, s.width, s.height, encode(s.sha256, 'hex') as sha256, u.display_name as "uploadedByName",
      (s.uploaded_at at time zone bank.time_zone)::text as "uploadedAtLocal",
      case when d.replaced_at is not null
        then json_build_object('kind', d.kind, 'numberLast4', d.number_last4, 'expiresOn', d.expires_on) end as former
    from document_scans s left join identity_documents d on d.id = s.document_id join users u on u.id = s.uploaded_by
      cross join bank_settings bank
    where s.customer_id = ${customerId} order by s.id desc`;
}

/** One picture in clear, after the look at it is recorded. Refuses what is not there, is another branch's, or was altered. */
export async function openScan(
  ctx: Ctx<StaffActor>,
  customerId: string,
  id: string,
): Promise<{ content: Buffer; format: Scan["format"]; name: string }> {
  authorize(ctx.actor, "customer.read");
  if (!isId(customerId) || !isId(id)) throw refusal("scan_not_found");
  const [row] = await sqlOf(ctx.db)<
    {
      branchId: BranchId;
      customerId: CustomerId;
      customerNo: string;
      side: string;
      format: Scan["format"];
      hash: Buffer;
      sealed: Buffer;
      wrapped: Buffer;
    }[]
  >`
    select c.branch_id as "branchId", c.id as "customerId", c.customer_no as "customerNo", s.side, s.format, s.sha256 as hash,
      s.ciphertext as sealed, k.wrapped_key as wrapped
    from document_scans s join customers c on c.id = s.customer_id join customer_keys k on k.customer_id = c.id
    where s.id = ${id} and s.customer_id = ${customerId}`;
  if (!row) throw refusal("scan_not_found");
  authorize(ctx.actor, "customer.read", { branchId: row.branchId });
  const content = decryptBytes(unwrapDataKey(row.wrapped, row.customerId), row.sealed, id);
  if (!createHash("sha256").update(content).digest().equals(row.hash)) throw new Error(`Picture ${id} was altered`);
  await recordView(ctx, {
    act: "customer.scan_opened",
    subjectKind: "customer",
    subjectId: row.customerId,
    customerIds: [row.customerId],
  });
  return {
    content,
    format: row.format,
    name: `${row.customerNo}-${row.side.replace("_", "-")}.${row.format === "pdf" ? "pdf" : "jpg"}`,
  };
}

/** Somebody behind an organisation who is a customer, with the identity document the bank knows them by. */
export type PersonDocument = {
  personId: string;
  customerId: CustomerId;
  fullName: string;
  signatory: boolean;
  document: { kind: DocumentKind; numberLast4: string; expiresOn: BusinessDate } | null;
  scans: number;
};

/** The identity documents of the people behind an organisation, signatories first; the caller has read it in scope. */
export function documentsBehind(ctx: Ctx<StaffActor>, organisationId: CustomerId): Promise<PersonDocument[]> {
  return sqlOf(ctx.db)<PersonDocument[]>`
    select p.id as "personId", c.id as "customerId", c.full_name as "fullName", p.signatory,
      (select json_build_object('kind', d.kind, 'numberLast4', d.number_last4, 'expiresOn', d.expires_on)
        from identity_documents d where d.customer_id = c.id and d.replaced_at is null) as document,
      (select count(*)::int from document_scans s join identity_documents d on d.id = s.document_id
        where s.customer_id = c.id and d.replaced_at is null) as scans
    from organisation_people p join customers c on c.id = p.customer_id
    where p.organisation_id = ${organisationId} and p.removed_at is null
    order by p.signatory desc, c.full_name collate "und-x-icu", p.id limit 100`;
}
