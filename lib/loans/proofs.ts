import type { Fragment } from "postgres";
import { type Executor, sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { BranchId } from "../core/ids";

/** What the loans themselves say of a branch and currency at the end of a day, in minor units. */
export type LoanProof = {
  branchId: BranchId;
  currency: Currency;
  outstandingMinor: bigint;
  interestReceivableMinor: bigint;
};

/**
 * Outstanding principal from the instalments (control account 1200) and interest booked less paid (1210), as they were
 * at the end of `day`: what has been booked on later days since is taken back.
 */
export async function loanProofs(db: Executor, day: BusinessDate): Promise<LoanProof[]> {
  const sql = sqlOf(db);
  // Row by row for what was written since the day was opened: joined, every entry booked after the day would be read.
  const since = (row: Fragment) => sql`${row}.created_at >= (select opened_at from banking_days where day = ${day})`;
  const bookedOn = (entry: Fragment) => sql`(select booking_date from journal_entries where id = ${entry})`;
  const rows = await sql<
    (Omit<LoanProof, "outstandingMinor" | "interestReceivableMinor"> & { outstanding: string; receivable: string })[]
  >`
    with standing as (
      select l.id, l.branch_id, l.currency, l.interest_booked_minor - l.interest_paid_minor as receivable,
        (select coalesce(sum(i.principal_minor - i.principal_paid_minor), 0) from loan_instalments i
          where i.loan_id = l.id and i.version = (select max(s.version) from loan_schedules s where s.loan_id = l.id)) as outstanding
      from loans l where l.disbursed_on is not null
    ), later as (
      select d.loan_id, -d.amount_minor as outstanding, 0 as receivable
        from loan_disbursements d where ${since(sql`d`)} and ${bookedOn(sql`d.id`)} > ${day}
      union all
      select r.loan_id, r.principal_minor, r.interest_minor
        from loan_repayments r where ${since(sql`r`)} and ${bookedOn(sql`r.id`)} > ${day}
      union all
      select r.loan_id, 0, -(select sum(amount_minor) from postings where entry_id = r.accrual_entry_id and amount_minor > 0)
        from loan_repayments r where ${since(sql`r`)} and ${bookedOn(sql`r.accrual_entry_id`)} > ${day}
    ), at_day as (
      select loan_id as id, sum(outstanding) as outstanding, sum(receivable) as receivable from later group by loan_id
    )
    select s.branch_id as "branchId", s.currency, sum(s.outstanding + coalesce(t.outstanding, 0))::text as outstanding,
      sum(s.receivable + coalesce(t.receivable, 0))::text as receivable
    from standing s left join at_day t on t.id = s.id group by s.branch_id, s.currency order by 1, 2`;
  return rows.map(({ branchId, currency, outstanding, receivable }) => ({
    branchId,
    currency,
    outstandingMinor: BigInt(outstanding),
    interestReceivableMinor: BigInt(receivable),
  }));
}
