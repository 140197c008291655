import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { CustomerId } from "../core/ids";
import { searchPatterns } from "../core/search-text";
import { branchScope } from "../identity/authorize";
import { documentHashes } from "./identity-document";
import { LIKELY_SAME, personLikeness } from "./likeness";
import type { CustomerFacts, CustomerStatus } from "./lock-customer";
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
  differs: string[];
  /** What was decided of the two as they stand; it lapses when either changes. */
  decision: { same: boolean; reason: string; by: string } | null;
};

/** An applicant as far as others may be like them. */
type Applicant = Pick<CustomerFacts, "id" | "fullName" | "birthDate" | "phone" | "email" | "document">;

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
 * Other customers who are likely the same person by name, date of birth, document number, phone and e-mail, likeliest
 * first, in the whole bank: a second record at another branch is the case that must not slip through. An equal document
 * number under another issuing country is always shown. Those that nobody decided come before those that somebody did.
 */
export async function likenessesOf(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Likeness[]> {
  return (await allLikenesses(ctx, customer)).slice(0, SHOWN);
}

async function allLikenesses(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Likeness[]> {
  const scope = branchScope(ctx.actor, "customer.read");
  const number = customer.document ? await numberOfDocument(ctx.db, customer.document.id) : null;
  const own = { ...customer, idNumber: number };
  return (await candidatesFor(ctx, customer, number ? documentHashes(number) : []))
    .map(({ sameDocument, branchId, phone, email, ...row }) => {
      const likeness = personLikeness(own, { ...row, phone, email, idNumber: sameDocument ? number : null });
      return { ...row, ...likeness, mayOpen: scope === null || scope === branchId, sameDocument };
    })
    .filter(({ score, sameDocument }) => sameDocument || score >= LIKELY_SAME)
    .sort((one, other) => Number(one.decision !== null) - Number(other.decision !== null) || other.score - one.score)
    .map(({ score, sameDocument, ...likeness }) => likeness);
}

/** Those of the likenesses of an applicant that somebody must still decide; who withdrew is nobody the bank knows. */
export async function undecidedLikenesses(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Likeness[]> {
  return (await allLikenesses(ctx, customer)).filter(({ decision, status }) => !decision && status !== "withdrawn");
}

const SHOWN = 10;
/** More candidates than this under one fact are a fact that many share. */
const MOST = 200;

/** Everybody who shares at least one fact, each found by its own index. */
function candidatesFor(ctx: Ctx<StaffActor>, customer: Applicant, hashes: string[]): PromiseLike<Found[]> {
  const sql = sqlOf(ctx.db);
  const words = searchPatterns(customer.fullName).map((word) => sql`search_text like ${word}`);
  const named = words.length > 0 ? words.reduce((all, one) => sql`${all} and ${one}`) : sql`false`;
  return sql<Found[]>`
    with same_document as materialized (
      select customer_id as id from identity_documents
      where number_hmac in (select decode(h, 'hex') from unnest(${hashes}::text[]) h)
    ), candidates as materialized (
      select id from same_document
      union (select id from customers where birth_date = ${customer.birthDate} limit ${MOST})
      union (select id from customers where phone = ${customer.phone} limit ${MOST})
      union (select id from customers where lower(email) = lower(${customer.email}) limit ${MOST})
      union (select id from customers where ${named} limit ${MOST})
    )
    select o.id, o.customer_no as "customerNo", o.full_name as "fullName", o.birth_date::text as "birthDate", o.status,
      o.phone, o.email, o.branch_id as "branchId", b.name as branch,
      exists (select from same_document s where s.id = o.id) as "sameDocument",
      (select json_build_object('same', l.same, 'reason', l.reason, 'by', u.display_name)
        from likeness_decisions l join users u on u.id = l.decided_by
        where l.customer_id = ${customer.id} and l.other_id = o.id and l.facts = likeness_facts(l.customer_id, l.other_id)) as decision
    from (select distinct coalesce(c.merged_into, c.id) as id from candidates join customers c using (id)) known
      join customers o using (id) join branches b on b.id = o.branch_id
    where o.id <> ${customer.id}`;
}

type Found = Omit<Likeness, "mayOpen" | "agrees" | "differs"> & {
  branchId: string;
  phone: string | null;
  email: string | null;
  sameDocument: boolean;
};
