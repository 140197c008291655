import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import {
  type AccountId,
  type BranchId,
  type CustomerId,
  type EntryId,
  isId,
  type LoanId,
  type UserId,
} from "../core/ids";
import { authorize, branchScope, may } from "../identity/authorize";
import type { InterestTerms } from "./interest";
import type { LoanInstalment } from "./load-repayments";
import type { LoanStatus } from "./rules";

/** A loan with everything its page shows, amounts in minor units. */
export type LoanDetail = InterestTerms & {
  id: LoanId;
  loanNo: string;
  status: LoanStatus;
  /** Null once the person was erased. */
  customerId: CustomerId | null;
  customerNo: string;
  customerName: string;
  customerBirthDate: BusinessDate | null;
  /** A senior manager is asked to consent to the borrower and has not answered; told to staff only. */
  consentAsked: boolean;
  branchId: BranchId;
  branchName: string;
  product: string;
  productVersion: number;
  productVersionId: string;
  currency: Currency;
  amountMinor: bigint;
  termMonths: number;
  purpose: string;
  settlementAccountId: AccountId;
  settlementIban: string;
  settlementAvailableMinor: bigint;
  appliedBy: UserId;
  appliedByName: string | null;
  submittedAt: string | null;
  decidedBy: UserId | null;
  decidedByName: string | null;
  decisionReason: string | null;
  offerValidUntil: BusinessDate | null;
  acceptedOn: BusinessDate | null;
  disbursedOn: BusinessDate | null;
  closedOn: BusinessDate | null;
  aprPercent: string | null;
  instalmentMinor: bigint | null;
  instalments: LoanInstalment[];
  repayments: {
    id: EntryId;
    reference: string;
    valueDate: BusinessDate;
    amountMinor: bigint;
    interestMinor: bigint;
    principalMinor: bigint;
  }[];
};

/** One loan within the actor's scope: a customer's own, staff of the branch, tellers of any. Refuses any other as `loan_not_found`. */
export async function loanDetail(ctx: Ctx, id: string): Promise<LoanDetail> {
  authorize(ctx.actor, "loan.read");
  if (!isId(id)) throw refusal("loan_not_found");
  const sql = sqlOf(ctx.db);
  const [[loan], instalments, repayments] = await Promise.all([
    sql<Omit<LoanDetail, "instalments" | "repayments">[]>`
      select l.id, l.loan_no as "loanNo", l.status, l.customer_id as "customerId", c.customer_no as "customerNo", coalesce(c.full_name, 'Erased') as "customerName", ${ctx.actor.kind === "customer" ? sql`null` : sql`c.birth_date::text`} as "customerBirthDate",
        ${ctx.actor.kind === "customer" ? sql`false` : sql`exists (select from senior_consents s where s.customer_id = l.customer_id and s.given_at is null)`} as "consentAsked",
        l.branch_id as "branchId", b.name as "branchName", p.name as product, v.version as "productVersion", v.id as "productVersionId",
        l.currency, l.amount_minor as "amountMinor", l.term_months as "termMonths", l.annual_rate::text as "annualRate",
        l.day_count as "dayCount", l.purpose, l.settlement_account_id as "settlementAccountId", a.iban as "settlementIban",
        bal.balance - bal.held - bal.floor as "settlementAvailableMinor",
        l.applied_by as "appliedBy", applicant.display_name as "appliedByName", l.submitted_at::text as "submittedAt",
        l.decided_by as "decidedBy", decider.display_name as "decidedByName", l.decision_reason as "decisionReason",
        l.offer_valid_until::text as "offerValidUntil", l.accepted_on::text as "acceptedOn", l.disbursed_on::text as "disbursedOn",
        l.closed_on::text as "closedOn", s.apr_percent::text as "aprPercent", s.instalment_minor as "instalmentMinor"
      from loans l
        left join customers c on c.id = l.customer_id
        join branches b on b.id = l.branch_id
        join product_versions v on v.id = l.product_version_id
        join products p on p.id = v.product_id
        join accounts a on a.id = l.settlement_account_id
        join account_balances bal on bal.account_id = a.id
        join users applicant on applicant.id = l.applied_by
        left join users decider on decider.id = l.decided_by
        left join lateral (select * from loan_schedules s where s.loan_id = l.id order by s.version desc limit 1) s on true
      where l.id = ${id} ${scope(ctx)}`,
    instalmentsOf(ctx, id),
    sql<LoanDetail["repayments"]>`
      select id, reference, value_date::text as "valueDate", amount_minor as "amountMinor", interest_minor as "interestMinor",
        principal_minor as "principalMinor"
      from loan_repayments where loan_id = ${id} order by id desc limit 12`,
  ]);
  if (!loan) throw refusal("loan_not_found");
  return { ...loan, instalments: [...instalments], repayments: [...repayments] };
}

export type LoanEvent = {
  id: string;
  at: string;
  act: string;
  who: string;
  amountMinor: bigint | null;
  reference: string | null;
};

/** What was done on a loan, newest first, from the activity log; `at` is the bank's local time. */
export async function loanHistory(ctx: Ctx, id: LoanId): Promise<LoanEvent[]> {
  authorize(ctx.actor, "loan.read");
  return sqlOf(ctx.db)<LoanEvent[]>`
    select e.id, to_char(e.at at time zone bank.time_zone, 'YYYY-MM-DD HH24:MI') as at, e.act, e.amount_minor as "amountMinor", e.reference,
      case e.actor_kind when 'customer' then 'The customer' else coalesce(u.display_name, e.actor_id) end as who
    from audit_events e cross join bank_settings bank left join users u on u.id = case e.actor_kind when 'staff' then e.actor_id::uuid end
    where e.subject_id = ${id} and e.result = 'done' order by e.id desc limit 14`;
}

function instalmentsOf(ctx: Ctx, id: string) {
  return sqlOf(ctx.db)<LoanInstalment[]>`
    select i.version, i.no, i.starts_on::text as "startsOn", i.due_on::text as "dueOn", i.principal_minor as "principalMinor",
      i.interest_minor as "interestMinor", i.balance_minor as "balanceMinor", i.principal_paid_minor as "principalPaidMinor",
      i.interest_paid_minor as "interestPaidMinor"
    from loan_instalments i
    where i.loan_id = ${id} and i.version = (select max(s.version) from loan_schedules s where s.loan_id = ${id})
    order by i.no`;
}

function scope(ctx: Ctx) {
  const sql = sqlOf(ctx.db);
  if (ctx.actor.kind === "customer")
    return sql`and l.customer_id = ${ctx.actor.customerId} and l.disbursed_on is not null`;
  const branch = may(ctx.actor, "loan.repay") ? null : branchScope(ctx.actor, "loan.read");
  return branch ? sql`and l.branch_id = ${branch}` : sql``;
}
