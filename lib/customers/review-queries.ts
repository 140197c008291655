import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { CustomerId } from "../core/ids";
import { searchPatterns, searchWords } from "../core/search-text";
import { branchScope } from "../identity/authorize";
import { readName } from "../screening/read-name";
import { documentHashes } from "./identity-document";
import { LIKELY_SAME, personLikeness } from "./likeness";
import type { CustomerFacts, CustomerStatus, OrganisationFacts } from "./lock-customer";
import { nearDays } from "./near-days";
import { type OrganisationMarks, organisationLikeness } from "./organisation-likeness";
import { type CustomerRecord, readCustomer } from "./profile-queries";
import { numberIn, numberOfDocument } from "./read-document-number";
import { registrationKey } from "./schema";
import { slippedWords } from "./slipped-words";

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
  /** The facts that the bank knows of both. */
  known: string[];
  /** What was decided of the two as they stand; it lapses when either changes. */
  decision: { same: boolean; reason: string; by: string } | null;
};

/** An applicant as far as others may be like them. */
type Applicant = Pick<
  CustomerFacts,
  "id" | "kind" | "fullName" | "birthDate" | "phone" | "email" | "document" | "organisation"
>;

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
 * Organisations are compared with organisations: by their names, registration number, LEI, phone and e-mail.
 */
export async function likenessesOf(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Likeness[]> {
  return (await allLikenesses(ctx, customer)).slice(0, SHOWN);
}

async function allLikenesses(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Likeness[]> {
  const scope = branchScope(ctx.actor, "customer.read");
  const scored =
    customer.organisation === null ? await likePersons(ctx, customer) : await likeOrganisations(ctx, customer);
  return scored
    .filter(({ score, sure }) => sure || score >= LIKELY_SAME)
    .sort((one, other) => Number(one.decision !== null) - Number(other.decision !== null) || other.score - one.score)
    .map(({ score, sure, branchId, ...likeness }) => ({
      ...likeness,
      mayOpen: scope === null || scope === branchId,
    }));
}

type Scored = Omit<Likeness, "mayOpen"> & { branchId: string; score: number; sure: boolean };

async function likePersons(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Scored[]> {
  const number = customer.document ? await numberOfDocument(ctx.db, customer.document.id) : null;
  const own = { ...customer, idNumber: number };
  const found = await candidatesFor(ctx, customer, number ? documentHashes(number) : []);
  return found.map(({ sameDocument, document, phone, email, ...row }) => ({
    ...row,
    ...personLikeness(own, { ...row, phone, email, idNumber: sameDocument ? number : document && numberIn(document) }),
    sure: sameDocument,
  }));
}

async function likeOrganisations(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Scored[]> {
  const own = marksOf(customer, customer.organisation);
  return (await organisationsLike(ctx, customer)).map(({ phone, email, organisation, ...row }) => ({
    ...row,
    ...organisationLikeness(own, marksOf({ ...row, phone, email }, organisation)),
    sure: false,
  }));
}

type Named = Pick<CustomerFacts, "fullName" | "phone" | "email">;
type Registered = Pick<OrganisationFacts, "tradingNames" | "registrationNo" | "registerCountry" | "lei">;

function marksOf({ fullName, phone, email }: Named, facts: Registered | null): OrganisationMarks {
  const { tradingNames = [], registrationNo = null, registerCountry = null, lei = null } = facts ?? {};
  const registration = registrationNo && `${registerCountry} ${registrationKey(registrationNo)}`;
  return { names: [fullName, ...tradingNames], registration, lei, phone, email };
}

/** Those of the likenesses of an applicant that somebody must still decide; who withdrew is nobody the bank knows. */
export async function undecidedLikenesses(ctx: Ctx<StaffActor>, customer: Applicant): Promise<Likeness[]> {
  return (await allLikenesses(ctx, customer)).filter(({ decision, status }) => !decision && status !== "withdrawn");
}

const SHOWN = 10;
/** More candidates than this under one fact are a fact that many share: of them the nearest are compared. */
const MOST = 200;
/** So many who share a fact are looked at for the nearest. */
const LOOKED_AT = 2_000;

/**
 * Everybody who shares at least one fact, and who was born on nearly the same day and has nearly a word of the name, each
 * found by its own index: of an initial the other words remain.
 */
async function candidatesFor(ctx: Ctx<StaffActor>, customer: Applicant, hashes: string[]): Promise<Found[]> {
  const sql = sqlOf(ctx.db);
  const { birthDate } = customer;
  const written = searchWords(customer.fullName);
  const slipped = await Promise.all(
    written.map((word) => (/^[a-z]{3,}$/.test(word) ? slippedWords(sql, word) : [word])),
  );
  const days = birthDate ? nearDays(birthDate) : [];
  const called = [...new Set(slipped.flat())];
  const shared = sql`(select count(*) from customer_words w where w.customer_id = c.id and w.word = any(${called}::text[]))`;
  return sql<Found[]>`
    with same_document as materialized (
      select customer_id as id from identity_documents
      where number_hmac in (select decode(h, 'hex') from unnest(${hashes}::text[]) h)
    ), candidates as materialized (
      select id from same_document
      union (select c.id from (select * from customers where birth_date = ${birthDate} limit ${LOOKED_AT}) c
        order by ${shared} desc, c.id limit ${MOST})
      union (select c.id from (select * from customers where birth_date = any(${days}::date[]) limit ${LOOKED_AT}) c
        where ${shared} > 0 order by ${shared} desc, c.id limit ${MOST})
      union ${sharedBy(sql, customer, [customer.fullName], {
        reached: sql`${shared} desc`,
        named: sql`coalesce(c.birth_date = ${birthDate}, false) desc, coalesce(c.birth_date = any(${days}::date[]), false) desc`,
      })}
    )
    select ${likenessColumns(sql, customer)},
      exists (select from same_document s where s.id = o.id) as "sameDocument",
      (select json_build_object('id', d.id, 'cipher', d.number_cipher) from identity_documents d
        where d.customer_id = o.id and d.replaced_at is null) as document
    from ${known(sql)} join customers o using (id) join branches b on b.id = o.branch_id
    where o.id <> ${customer.id} and o.kind = 'individual'`;
}

/** Organisations that share a number, a name or a way to reach them, each found by its own index. */
function organisationsLike(ctx: Ctx<StaffActor>, customer: Applicant): PromiseLike<FoundOrganisation[]> {
  const sql = sqlOf(ctx.db);
  const { tradingNames = [], registrationNo = null, lei = null } = customer.organisation ?? {};
  const key = registrationNo && registrationKey(registrationNo);
  return sql<FoundOrganisation[]>`
    with candidates as materialized (
      select customer_id as id from organisations where registration_key = ${key} or lei = ${lei}
      union ${sharedBy(sql, customer, [customer.fullName, ...tradingNames].map(withoutLegalForm), {
        reached: sql`c.kind desc`,
        named: sql`c.kind desc`,
      })}
    )
    select ${likenessColumns(sql, customer)},
      json_build_object('tradingNames', g.trading_names, 'registrationNo', g.registration_no,
        'registerCountry', g.register_country, 'lei', g.lei) as organisation
    from ${known(sql)} join customers o using (id) join organisations g on g.customer_id = o.id
      join branches b on b.id = o.branch_id
    where o.id <> ${customer.id}`;
}

/** Those who can be reached in the same way, or are called by all words of one of the names, the nearest of each. */
function sharedBy(
  sql: Sql,
  { phone, email }: Pick<Applicant, "phone" | "email">,
  names: readonly string[],
  nearest: { reached: Fragment; named: Fragment },
): Fragment {
  const found = (where: Fragment, by: Fragment) => sql`(
    select c.id from (select * from customers where ${where} limit ${LOOKED_AT}) c order by ${by}, c.id limit ${MOST})`;
  const named = names.map((name) => {
    const words = searchPatterns(name).map((word) => sql`search_text like ${word}`);
    return words.length > 0 ? words.reduce((all, one) => sql`${all} and ${one}`) : sql`false`;
  });
  return named.reduce(
    (all, one) => sql`${all} union ${found(one, nearest.named)}`,
    sql`${found(sql`phone = ${phone}`, nearest.reached)}
      union ${found(sql`lower(email) = lower(${email})`, nearest.reached)}`,
  );
}

/** A name without the words that say only what kind of organisation it is: they are often written otherwise. */
function withoutLegalForm(name: string): string {
  return readName(name)
    .words.map(({ text }) => text)
    .join(" ");
}

/** The candidates, each by the record that they were merged into. */
const known = (sql: Sql): Fragment => sql`
  (select distinct coalesce(c.merged_into, c.id) as id from candidates join customers c using (id)) known`;

const likenessColumns = (sql: Sql, customer: Applicant): Fragment => sql`
  o.id, o.customer_no as "customerNo", o.full_name as "fullName", o.birth_date::text as "birthDate", o.status,
  o.phone, o.email, o.branch_id as "branchId", b.name as branch,
  (select json_build_object('same', l.same, 'reason', l.reason, 'by', u.display_name)
    from likeness_decisions l join users u on u.id = l.decided_by
    where l.customer_id = ${customer.id} and l.other_id = o.id and l.facts = likeness_facts(l.customer_id, l.other_id)) as decision`;

type Candidate = Omit<Likeness, "mayOpen" | "agrees" | "differs" | "known"> & {
  branchId: string;
  phone: string | null;
  email: string | null;
};
type Found = Candidate & { sameDocument: boolean; document: Parameters<typeof numberIn>[0] | null };
type FoundOrganisation = Candidate & { organisation: Registered };
