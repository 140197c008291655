import type { Fragment } from "postgres";
import { sqlOf } from "@/db/client";
import { type Movement, movementOfLeg, movementsOf } from "../accounts/load-movement";
import { uses } from "../accounts/visibility";
import type { Ctx, CustomerActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId, LoanId } from "../core/ids";
import { authorize } from "../identity/authorize";

export type OverviewAccount = {
  id: AccountId;
  iban: string;
  kind: "current" | "savings" | "term_deposit";
  status: "pending" | "active";
  product: string;
  /** The organisation that owns it, where the customer only signs. */
  organisation: string | null;
  /** A fraction a year, exact decimals in text. */
  annualRate: string;
  currency: Currency;
  bookedMinor: bigint;
  heldMinor: bigint;
  floorMinor: bigint;
  availableMinor: bigint;
};

export type OverviewLoan = {
  id: LoanId;
  loanNo: string;
  product: string;
  currency: Currency;
  outstandingMinor: bigint;
  instalments: number;
  instalmentsLeft: number;
  /** The oldest unpaid instalment. */
  nextDueOn: BusinessDate | null;
  nextDueMinor: bigint | null;
  settlementAccountId: AccountId;
  settlementIban: string;
};

export type LatestMovement = {
  entryId: EntryId;
  leg: number;
  bookingDate: BusinessDate;
  changeMinor: bigint;
  movement: Movement;
};
export type CustomerOverview = { accounts: OverviewAccount[]; loans: OverviewLoan[]; latest: LatestMovement[] };

/**
 * What a customer sees first: their accounts, the first current one leading; running loans with the next instalment; and
 * the latest movements of the leading account. Three statements.
 */
export async function customerOverview(ctx: Ctx<CustomerActor>): Promise<CustomerOverview> {
  authorize(ctx.actor, "account.read", { customerIds: [ctx.actor.customerId] });
  const [{ accounts, loans }, latest] = await Promise.all([holdingsOf(ctx), latestOf(ctx)]);
  const [leading] = accounts;
  if (!leading || latest.length === 0) return { accounts, loans, latest: [] };
  const movements = await movementsOf(
    ctx,
    latest.map(({ entryId }) => entryId),
    leading.id,
  );
  const told = latest.flatMap((row) => {
    const movement = movements.get(row.entryId);
    return movement ? [{ ...row, movement: movementOfLeg(movement, row.leg) }] : [];
  });
  return { accounts, loans, latest: told };
}

/** Amounts travel as text: a number of JSON is not exact. */
type Stored<T> = { [Key in keyof T]: bigint extends T[Key] ? string | Exclude<T[Key], bigint> : T[Key] };

async function holdingsOf(ctx: Ctx<CustomerActor>): Promise<Pick<CustomerOverview, "accounts" | "loans">> {
  const [row] = await sqlOf(ctx.db)<{ accounts: Stored<OverviewAccount>[]; loans: Stored<OverviewLoan>[] }[]>`
    select coalesce((select json_agg(a) from (${accountsOf(ctx)}) a), '[]'::json) as accounts,
      coalesce((select json_agg(l) from (${loansOf(ctx)}) l), '[]'::json) as loans`;
  return {
    accounts: (row?.accounts ?? []).map((account) => ({
      ...account,
      bookedMinor: BigInt(account.bookedMinor),
      heldMinor: BigInt(account.heldMinor),
      floorMinor: BigInt(account.floorMinor),
      availableMinor: BigInt(account.availableMinor),
    })),
    loans: (row?.loans ?? []).map((loan) => ({
      ...loan,
      outstandingMinor: BigInt(loan.outstandingMinor),
      nextDueMinor: loan.nextDueMinor === null ? null : BigInt(loan.nextDueMinor),
    })),
  };
}

function accountsOf(ctx: Ctx<CustomerActor>): Fragment {
  return sqlOf(ctx.db)`
    select a.id, a.iban, a.kind, a.status, p.name as product, v.annual_rate::text as "annualRate", a.currency,
      (select c.full_name from account_parties o join customers c on c.id = o.customer_id
        where o.account_id = a.id and o.role = 'owner' and c.kind = 'organisation') as organisation,
      b.balance::text as "bookedMinor", b.held::text as "heldMinor", b.floor::text as "floorMinor",
      (b.balance - b.held - b.floor)::text as "availableMinor"
    from accounts a
      join account_balances b on b.account_id = a.id
      join product_versions v on v.id = a.product_version_id
      join products p on p.id = v.product_id
    where ${isOwn(ctx)} order by ${signedFor(ctx)}, a.kind, a.id`;
}

function loansOf(ctx: Ctx<CustomerActor>): Fragment {
  return sqlOf(ctx.db)`
    select l.id, l.loan_no as "loanNo", p.name as product, l.currency, i.outstanding::text as "outstandingMinor",
      i.instalments, i.left as "instalmentsLeft", next.due_on as "nextDueOn", next.open::text as "nextDueMinor",
      l.settlement_account_id as "settlementAccountId", a.iban as "settlementIban"
    from loans l
      join accounts a on a.id = l.settlement_account_id
      join product_versions v on v.id = l.product_version_id
      join products p on p.id = v.product_id
      cross join lateral (select max(s.version) as version from loan_schedules s where s.loan_id = l.id) s
      cross join lateral (
        select coalesce(sum(principal_minor - principal_paid_minor), 0) as outstanding, count(*)::int as instalments,
          (count(*) filter (where paid_on is null))::int as "left"
        from loan_instalments where loan_id = l.id and version = s.version) i
      left join lateral (
        select due_on, principal_minor - principal_paid_minor + interest_minor - interest_paid_minor as open
        from loan_instalments where loan_id = l.id and version = s.version and paid_on is null order by no limit 1) next on true
    where l.customer_id = ${ctx.actor.customerId} and l.status in ('active', 'overpaid', 'called') order by l.id`;
}

function latestOf(ctx: Ctx<CustomerActor>) {
  const sql = sqlOf(ctx.db);
  return sql<Omit<LatestMovement, "movement">[]>`
    select p.entry_id as "entryId", p.leg, p.booking_date::text as "bookingDate", -p.amount_minor as "changeMinor" from postings p
    where p.account_id = (select a.id from accounts a where ${isOwn(ctx)} order by ${signedFor(ctx)}, a.kind, a.id limit 1)
    order by p.booking_date desc, p.seq desc limit 5`;
}

/** False of one's own accounts, which come first. */
function signedFor(ctx: Ctx<CustomerActor>): Fragment {
  return sqlOf(ctx.db)`exists (select from account_parties s
    where s.account_id = a.id and s.customer_id = ${ctx.actor.customerId} and s.role = 'signatory')`;
}

function isOwn(ctx: Ctx<CustomerActor>): Fragment {
  return sqlOf(ctx.db)`a.status in ('pending', 'active') and exists (
    select from account_parties own
    where own.account_id = a.id and ${uses(sqlOf(ctx.db), ctx.actor.customerId)})`;
}
