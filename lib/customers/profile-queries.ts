import { sqlOf } from "@/db/client";
import { recordView } from "../audit/record-view";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type AccountId, type CustomerId, type Id, isId, type LoanId } from "../core/ids";
import { authorize, branchScope, may } from "../identity/authorize";
import { type CustomerFacts, isFit, type PersonFacts, peopleOf, wishesOf } from "./lock-customer";

/** A customer as pages show them; instants are the bank's local time in text. */
export type CustomerRecord = CustomerFacts & {
  branch: string;
  openedByName: string | null;
  submittedByName: string | null;
  submittedAtLocal: string | null;
  decidedByName: string | null;
  closedByName: string | null;
  mergedIntoName: string | null;
  /** Records of the same person whose place this one took. */
  tookIn: { id: CustomerId; customerNo: string }[];
  decidedAtLocal: string | null;
  createdAtLocal: string;
  hasSignIn: boolean;
  /** When it was read, in UTC. */
  readAt: string;
  /** A senior manager's consent to serve them at high risk; nobody gave one that is asked for. */
  consent: { by: string | null; at: string | null; reason: string | null; rules: string[] } | null;
  /** How many pictures of the identity document are kept. */
  scans: number;
};

export type CustomerAccount = {
  id: AccountId;
  iban: string;
  kind: "current" | "savings" | "term_deposit";
  productId: Id<"product">;
  product: string;
  status: string;
  role: string;
  currency: Currency;
  booked: bigint;
  held: bigint;
  available: bigint;
  blocks: { kind: string; reason: string }[];
};

export type CustomerLoan = {
  id: LoanId;
  loanNo: string;
  product: string;
  status: string;
  currency: Currency;
  amount: bigint;
  /** Principal still owed; nothing before disbursement. */
  outstanding: bigint | null;
  nextDueOn: BusinessDate | null;
  nextDue: bigint | null;
  daysPastDue: number;
};

/** One customer of the viewer's scope. Refuses an unknown id as `customer_not_found`, another branch's as `other_branch`. */
export async function readCustomer(ctx: Ctx<StaffActor>, id: string): Promise<CustomerRecord> {
  authorize(ctx.actor, "customer.read");
  if (!isId(id)) throw refusal("customer_not_found");
  const sql = sqlOf(ctx.db);
  const [row] = await sql<(Omit<CustomerRecord, "people" | "wishes"> & { productsAsked: boolean })[]>`
    select c.id, c.customer_no as "customerNo", c.kind, c.status, c.branch_id as "branchId", c.full_name as "fullName",
      c.birth_date::text as "birthDate", c.nationality, c.phone, c.email, c.risk_rating as "riskRating",
      c.opened_by as "openedBy", c.submitted_by as "submittedBy", c.submitted_at::text as "submittedAt",
      c.decision_reason as "decisionReason", c.next_review_on::text as "nextReviewOn",
      c.ended_on::text as "endedOn", c.closed_on::text as "closedOn", c.close_reason as "closeReason",
      c.deceased_on::text as "deceasedOn", c.products_asked_at is not null as "productsAsked",
      c.merged_into as "mergedInto", (select m.full_name || ', ' || m.customer_no from customers m where m.id = c.merged_into) as "mergedIntoName",
      coalesce((select json_agg(json_build_object('id', m.id, 'customerNo', m.customer_no) order by m.id)
        from customers m where m.merged_into = c.id), '[]') as "tookIn",
      z.display_name as "closedByName", b.name as branch,
      o.display_name as "openedByName", s.display_name as "submittedByName", d.display_name as "decidedByName",
      (c.submitted_at at time zone bank.time_zone)::text as "submittedAtLocal",
      (c.decided_at at time zone bank.time_zone)::text as "decidedAtLocal",
      (c.created_at at time zone bank.time_zone)::text as "createdAtLocal",
      exists (select from users u where u.customer_id = c.id) as "hasSignIn",
      (select json_build_object('by', g.display_name, 'at', (y.given_at at time zone bank.time_zone)::text, 'reason', y.reason, 'rules', y.rules)
        from senior_consents y left join users g on g.id = y.given_by
        where y.customer_id = c.id and (y.given_at is null or y.given_at >= coalesce(c.submitted_at, '-infinity'))
        order by y.given_at is null desc, y.id desc limit 1) as consent,
      to_char(bank_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "readAt",
      (select count(*)::int from document_scans s left join identity_documents i on i.id = s.document_id
        where s.customer_id = c.id and i.replaced_at is null) as scans,
      (select json_build_object('id', a.id, 'street', a.street, 'postcode', a.postcode, 'city', a.city, 'country', a.country)
        from customer_addresses a where a.customer_id = c.id and a.kind = 'residence') as address,
      (select json_build_object('id', i.id, 'kind', i.kind, 'country', i.issuing_country,
          'numberLast4', i.number_last4, 'issuedOn', i.issued_on, 'expiresOn', i.expires_on)
        from identity_documents i where i.customer_id = c.id and i.replaced_at is null) as document,
      (select json_build_object('taxCountry', d.tax_country, 'hasTaxNumber', d.tax_number_cipher is not null, 'purpose', d.purpose,
          'sourceOfFunds', d.source_of_funds, 'expectedMonthly', d.expected_monthly, 'politicallyExposed', d.politically_exposed,
          'exposure', d.exposure, 'consentVersion', d.consent_version)
        from customer_declarations d where d.customer_id = c.id) as declarations,
      coalesce((select json_agg(json_build_object('id', g.id, 'customerId', w.id, 'customerNo', w.customer_no, 'fullName', w.full_name,
          'basis', g.basis, 'paper', g.paper, 'fromDay', g.from_day, 'branchId', w.branch_id, 'fit', ${isFit(sql, sql`w`)}) order by g.id)
        from customer_guardians g join customers w on w.id = g.guardian_id
        where g.customer_id = c.id and g.ended_on is null), '[]') as guardians,
      (select json_build_object('legalForm', o.legal_form, 'tradingNames', o.trading_names, 'registrationNo', o.registration_no,
          'registerCountry', o.register_country, 'incorporatedOn', o.incorporated_on, 'lei', o.lei, 'activity', o.activity)
        from organisations o where o.customer_id = c.id) as organisation
    from customers c join branches b on b.id = c.branch_id cross join bank_settings bank
      left join users o on o.id = c.opened_by left join users s on s.id = c.submitted_by left join users d on d.id = c.decided_by
      left join users z on z.id = c.closed_by
    where c.id = ${id}`;
  if (!row) throw refusal("customer_not_found");
  authorize(ctx.actor, "customer.read", { branchId: row.branchId });
  const { productsAsked, ...facts } = row;
  const [people, wishes] = await Promise.all([
    row.kind === "organisation" ? peopleOf(sql, row.id) : [],
    productsAsked ? wishesOf(sql, row.id) : null,
  ]);
  return { ...facts, people, wishes };
}

/** An organisation that a person stands behind, and what they are to it. */
export type StandsBehind = Pick<PersonFacts, "director" | "signatory" | "control" | "share"> & {
  id: CustomerId;
  fullName: string;
  status: CustomerFacts["status"];
};

/** The organisations a person stands behind; the caller has read the customer in scope. */
export function organisationsOf(ctx: Ctx<StaffActor>, id: CustomerId): Promise<StandsBehind[]> {
  return sqlOf(ctx.db)<StandsBehind[]>`
    select o.id, o.full_name as "fullName", o.status, p.director, p.signatory, p.control, p.share
    from organisation_people p join customers o on o.id = p.organisation_id
    where p.customer_id = ${id} and p.removed_at is null
    order by o.full_name collate "und-x-icu", o.id limit 50`;
}

/** One customer for a page about them, once the look at personal data is recorded (control 53). */
export async function openCustomer(ctx: Ctx<StaffActor>, id: string): Promise<CustomerRecord> {
  const customer = await readCustomer(ctx, id);
  await recordView(ctx, {
    act: "customer.viewed",
    subjectKind: "customer",
    subjectId: customer.id,
    customerIds: [customer.id],
  });
  return customer;
}

/** Whether the viewer may open the page of a customer kept at this branch. */
export function mayOpenCustomer({ actor }: Ctx<StaffActor>, { branchId }: Pick<CustomerRecord, "branchId">): boolean {
  const scope = branchScope(actor, "customer.read");
  return may(actor, "customer.read") && (scope === null || scope === branchId);
}

/** So many accounts, and so many loans, a page about a customer shows; whoever has more has a list of their own. */
export const SHOWN_OF_CUSTOMER = 20;

/**
 * The accounts a customer is a party of, open ones first, with what they hold: those a page shows and one more, or all
 * of them; the caller has read the customer in scope.
 */
export function accountsOf(
  ctx: Ctx<StaffActor>,
  id: CustomerId,
  most: number | null = SHOWN_OF_CUSTOMER + 1,
): Promise<CustomerAccount[]> {
  return sqlOf(ctx.db)<CustomerAccount[]>`
    select a.id, a.iban, pr.kind, pr.id as "productId", pr.name as product, a.status, p.role, a.currency, b.balance as booked, b.held,
      b.balance - b.held - b.floor as available,
      coalesce((select json_agg(json_build_object('kind', k.kind, 'reason', k.reason) order by k.placed_at)
        from account_blocks k where k.account_id = a.id and k.lifted_at is null), '[]') as blocks
    from account_parties p join accounts a on a.id = p.account_id join account_balances b on b.account_id = a.id
      join product_versions v on v.id = a.product_version_id join products pr on pr.id = v.product_id
    where p.customer_id = ${id}
    order by (a.status = 'closed'), a.id limit ${most}`;
}

/**
 * A customer's loans, running ones first and of these the late ones, with what is owed and since when it is late on the banking date: those a page
 * shows and one more, or all of them.
 */
export function loansOf(
  ctx: Ctx<StaffActor>,
  id: CustomerId,
  most: number | null = SHOWN_OF_CUSTOMER + 1,
): Promise<CustomerLoan[]> {
  return sqlOf(ctx.db)<CustomerLoan[]>`
    select l.id, l.loan_no as "loanNo", pr.name as product, l.status, l.currency, l.amount_minor as amount,
      b.balance as outstanding, due.due_on::text as "nextDueOn", due.amount as "nextDue",
      greatest(0, ${ctx.businessDate}::date - coalesce(due.due_on, ${ctx.businessDate}::date)) as "daysPastDue"
    from loans l join product_versions v on v.id = l.product_version_id join products pr on pr.id = v.product_id
      left join account_balances b on b.account_id = l.principal_account_id
      left join lateral (
        select i.due_on, i.principal_minor - i.principal_paid_minor + i.interest_minor - i.interest_paid_minor as amount
        from loan_instalments i
        where i.loan_id = l.id and i.paid_on is null and l.status = 'active'
          and i.version = (select max(s.version) from loan_schedules s where s.loan_id = l.id)
        order by i.no limit 1) due on true
    where l.customer_id = ${id}
    order by (l.status not in ('active', 'overpaid', 'called')), (due.due_on < ${ctx.businessDate}) desc nulls last, l.id desc limit ${most}`;
}
