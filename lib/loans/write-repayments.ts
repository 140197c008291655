import { sqlOf, type Transaction } from "@/db/client";
import { numberAtTill } from "../cash/number-at-till";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId, UserId } from "../core/ids";
import type { Allocation } from "./allocation";
import type { LoanInstalment, RepayableLoan } from "./load-repayments";

/** A repayment that was accepted, with its loan as it stands after it. */
export type RepaymentRow = {
  id: EntryId;
  reference: string;
  loan: RepayableLoan;
  accountId: AccountId;
  accrualEntryId: EntryId | null;
  amountMinor: bigint;
  interestMinor: bigint;
  principalMinor: bigint;
  valueDate: BusinessDate;
  allocations: readonly Allocation[];
  /** Who of the staff took it at a counter. */
  by?: UserId | null;
};

/** Writes accepted repayments: the rows, which instalments they paid, and what the instalments and loans have become. */
export function writeRepayments(tx: Transaction, rows: readonly RepaymentRow[]): Promise<unknown> {
  const counter = rows.flatMap(({ id, reference, by, accountId, amountMinor, loan }) =>
    by
      ? [
          {
            id,
            reference,
            by,
            kind: "loan_repayment" as const,
            account: accountId,
            minor: amountMinor,
            currency: loan.currency,
          },
        ]
      : [],
  );
  return Promise.all([
    numberAtTill(tx, counter),
    insertRepayments(tx, rows),
    insertAllocations(tx, rows),
    updateInstalments(tx, rows),
    updateLoans(tx, rows),
  ]);
}

const texts = (values: readonly bigint[]) => values.map((value) => value.toString());

function insertRepayments(tx: Transaction, rows: readonly RepaymentRow[]) {
  return sqlOf(tx)`
    insert into loan_repayments (id, loan_id, reference, account_id, accrual_entry_id, amount_minor, interest_minor, principal_minor, value_date)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.loan.id)}::uuid[], ${rows.map((row) => row.reference)}::text[],
      ${rows.map((row) => row.accountId)}::uuid[], ${rows.map((row) => row.accrualEntryId)}::uuid[],
      ${texts(rows.map((row) => row.amountMinor))}::bigint[], ${texts(rows.map((row) => row.interestMinor))}::bigint[],
      ${texts(rows.map((row) => row.principalMinor))}::bigint[], ${rows.map((row) => row.valueDate)}::date[])`;
}

function insertAllocations(tx: Transaction, rows: readonly RepaymentRow[]) {
  const parts = rows.flatMap((row) => row.allocations.map((part) => ({ ...part, row, version: versionOf(row.loan) })));
  return sqlOf(tx)`
    insert into loan_allocations (repayment_id, loan_id, version, no, interest_minor, principal_minor)
    select * from unnest(
      ${parts.map((part) => part.row.id)}::uuid[], ${parts.map((part) => part.row.loan.id)}::uuid[], ${parts.map((part) => part.version)}::int[],
      ${parts.map((part) => part.no)}::int[], ${texts(parts.map((part) => part.interestMinor))}::bigint[],
      ${texts(parts.map((part) => part.principalMinor))}::bigint[])`;
}

/** Two repayments of one batch may pay the same instalment: the last state of each counts. */
function updateInstalments(tx: Transaction, rows: readonly RepaymentRow[]) {
  const latest = new Map<string, LoanInstalment & { loanId: string; on: BusinessDate }>();
  for (const { loan, allocations, valueDate } of rows) {
    for (const { no } of allocations) {
      const instalment = loan.instalments.find((row) => row.no === no);
      if (instalment) latest.set(`${loan.id} ${no}`, { ...instalment, loanId: loan.id, on: valueDate });
    }
  }
  const changed = [...latest.values()];
  return sqlOf(tx)`
    update loan_instalments i set interest_paid_minor = rows.interest, principal_paid_minor = rows.principal,
      paid_on = case when rows.interest = i.interest_minor and rows.principal = i.principal_minor then rows.paid_on end
    from unnest(${changed.map((row) => row.loanId)}::uuid[], ${changed.map((row) => row.version)}::int[], ${changed.map((row) => row.no)}::int[],
      ${texts(changed.map((row) => row.interestPaidMinor))}::bigint[], ${texts(changed.map((row) => row.principalPaidMinor))}::bigint[],
      ${changed.map((row) => row.on)}::date[]) as rows (loan_id, version, no, interest, principal, paid_on)
    where i.loan_id = rows.loan_id and i.version = rows.version and i.no = rows.no`;
}

function updateLoans(tx: Transaction, rows: readonly RepaymentRow[]) {
  const latest = [...new Map(rows.map((row) => [row.loan.id, row])).values()];
  return sqlOf(tx)`
    update loans l set status = rows.status, interest_booked_minor = rows.booked, interest_paid_minor = rows.paid,
      interest_booked_to = greatest(l.interest_booked_to, rows.day),
      closed_on = case when rows.status = 'closed' then rows.day end,
      close_reason = case when rows.status = 'closed' then 'repaid' end
    from unnest(${latest.map(({ loan }) => loan.id)}::uuid[], ${latest.map(({ loan }) => loan.status)}::text[],
      ${texts(latest.map(({ loan }) => loan.interestBookedMinor))}::bigint[], ${texts(latest.map(({ loan }) => loan.interestPaidMinor))}::bigint[],
      ${latest.map((row) => row.valueDate)}::date[]) as rows (id, status, booked, paid, day)
    where l.id = rows.id`;
}

function versionOf(loan: RepayableLoan): number {
  return loan.instalments[0]?.version ?? 1;
}
