import { sqlOf, type Transaction } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import type { LoanFacts } from "./lock-loans";
import type { Quote } from "./quote";

/** Stores a schedule as the loan's first version, instalment by instalment. */
export async function storeSchedule(
  tx: Transaction,
  loan: Pick<LoanFacts, "id" | "amountMinor">,
  startsOn: BusinessDate,
  quote: Quote,
): Promise<void> {
  const sql = sqlOf(tx);
  const { instalments } = quote;
  await sql`
    insert into loan_schedules (loan_id, version, starts_on, principal_minor, instalment_minor, apr_percent)
    values (${loan.id}, 1, ${startsOn}, ${loan.amountMinor}, ${quote.instalmentMinor}, ${quote.aprPercent})`;
  // An instalment of nothing (a tiny loan over many months) is paid by nature: the table asks for its day.
  await sql`
    insert into loan_instalments (loan_id, version, no, starts_on, due_on, principal_minor, interest_minor, balance_minor, paid_on)
    select ${loan.id}, 1, no, starts_on, due_on, principal, interest, balance, case when principal + interest = 0 then starts_on end
    from unnest(${instalments.map((row) => row.no)}::int[], ${instalments.map((row) => row.startsOn)}::date[],
      ${instalments.map((row) => row.dueOn)}::date[], ${instalments.map((row) => row.principalMinor.toString())}::bigint[],
      ${instalments.map((row) => row.interestMinor.toString())}::bigint[], ${instalments.map((row) => row.balanceMinor.toString())}::bigint[]
    ) as rows (no, starts_on, due_on, principal, interest, balance)`;
}
