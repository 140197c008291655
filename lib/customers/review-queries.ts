import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { CustomerId } from "../core/ids";
import { searchPatterns } from "../core/search-text";
import { branchScope } from "../identity/authorize";
import { documentHashes } from "./identity-document";
import type { CustomerStatus } from "./lock-customer";
import { type CustomerRecord, readCustomer } from "./profile-queries";
import { numberOfDocument } from "./read-document-number";

/** Somebody the bank may already know: the facts that agree, and the record where the viewer may open it. */
export type Likeness = {
  id: CustomerId;
  customerNo: string;
  fullName: string;
  birthDate: BusinessDate | null;
  status: CustomerStatus;
  branch: string;
  mayOpen: boolean;
  agrees: string[];
};

/** Everything a second person needs to decide an application. */
export async function reviewPack(
  ctx: Ctx<StaffActor>,
  id: string,
): Promise<{ customer: CustomerRecord; likenesses: Likeness[]; own: boolean }> {
  const customer = await readCustomer(ctx, id);
  const own = ctx.actor.userId === customer.submittedBy || ctx.actor.userId === customer.openedBy;
  return { customer, likenesses: await likenessesOf(ctx, customer), own };
}

/**
 * Other customers with the same name and date of birth, or with the same document number under another issuing country,
 * in the whole bank: a second record at another branch is the case that must not slip through.
 */
export async function likenessesOf(ctx: Ctx<StaffActor>, customer: CustomerRecord): Promise<Likeness[]> {
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "customer.read");
  const { document } = customer;
  const hashes = document ? documentHashes(await numberOfDocument(ctx.db, document.id)) : [];
  const patterns = searchPatterns(customer.fullName);
  const sameName = patterns.map((word) => sql`o.search_text like ${word}`);
  const named = sameName.length > 0 ? sameName.reduce((all, one) => sql`${all} and ${one}`) : sql`false`;
  const [byName, byDocument] = await Promise.all([
    sql<Found[]>`
      select ${columns(sql)} from customers o join branches b on b.id = o.branch_id
      where o.id <> ${customer.id} and o.birth_date = ${customer.birthDate} and ${named} limit 10`,
    sql<Found[]>`
      select ${columns(sql)} from identity_documents i join customers o on o.id = i.customer_id join branches b on b.id = o.branch_id
      where i.number_hmac in (select decode(h, 'hex') from unnest(${hashes}::text[]) h) and o.id <> ${customer.id} limit 10`,
  ]);
  const found = new Map<CustomerId, Likeness>();
  for (const [rows, agrees] of [
    [byName, "name and date of birth"],
    [byDocument, "document number"],
  ] as const) {
    for (const { branchId, ...row } of rows) {
      const known = found.get(row.id) ?? { ...row, mayOpen: scope === null || scope === branchId, agrees: [] };
      found.set(row.id, { ...known, agrees: [...known.agrees, agrees] });
    }
  }
  return [...found.values()];
}

type Found = Omit<Likeness, "mayOpen" | "agrees"> & { branchId: string };

const columns = (sql: ReturnType<typeof sqlOf>) => sql`
  o.id, o.customer_no as "customerNo", o.full_name as "fullName", o.birth_date::text as "birthDate", o.status,
  o.branch_id as "branchId", b.name as branch`;
