import { type BusinessDate, daysBetween } from "../core/dates";
import { amountDue, type InstalmentState, isPaid, openOf } from "./allocation";

/** Where a loan stands on a day, amounts in minor units. */
export type Standing = {
  outstandingMinor: bigint;
  /** Due by the day and unpaid. */
  dueMinor: bigint;
  /** Due before the day and unpaid. */
  overdueMinor: bigint;
  /** From the oldest unpaid due date; 0 on the due date itself. */
  daysPastDue: number;
};

export type InstalmentMark = "paid" | "overdue" | "due" | "next" | "scheduled";

/** Outstanding principal, what is due and overdue, and the days past due. */
export function standingOf(instalments: readonly InstalmentState[], on: BusinessDate): Standing {
  const due = amountDue(instalments, on);
  const overdue = instalments.filter((row) => row.dueOn < on).reduce((sum, row) => sum + openTotal(row), 0n);
  const outstandingMinor = instalments.reduce((sum, row) => sum + openOf(row).principalMinor, 0n);
  const daysPastDue = due.oldestDueOn === null ? 0 : daysBetween(due.oldestDueOn, on);
  return { outstandingMinor, dueMinor: due.totalMinor, overdueMinor: overdue, daysPastDue };
}

/** The oldest instalment that is not paid in full. */
export function nextInstalment<Row extends InstalmentState>(instalments: readonly Row[]): Row | null {
  return instalments.find((row) => !isPaid(row)) ?? null;
}

/** What is to pay at once on a day: all that is due, or else the rest of the next instalment; null when all is paid. */
export function toPayOn(instalments: readonly InstalmentState[], on: BusinessDate) {
  const unpaid = instalments.filter((row) => !isPaid(row));
  const due = unpaid.filter((row) => row.dueOn <= on);
  const asked = due.length > 0 ? due : unpaid.slice(0, 1);
  const [first] = asked;
  if (!first) return null;
  return {
    dueOn: first.dueOn,
    count: asked.length,
    interestMinor: asked.reduce((sum, row) => sum + openOf(row).interestMinor, 0n),
    principalMinor: asked.reduce((sum, row) => sum + openOf(row).principalMinor, 0n),
  };
}

/** What an instalment is on a day; the next one is the oldest that is neither paid nor due yet. */
export function markOf(
  row: InstalmentState,
  instalments: readonly InstalmentState[],
  on: BusinessDate,
): InstalmentMark {
  if (isPaid(row)) return "paid";
  if (row.dueOn < on) return "overdue";
  if (row.dueOn === on) return "due";
  const next = instalments.find((other) => !isPaid(other) && other.dueOn >= on);
  return next?.no === row.no ? "next" : "scheduled";
}

/** Instalments as a page shows them, each with its mark. */
export function markInstalments<Row extends InstalmentState>(instalments: readonly Row[], on: BusinessDate) {
  return instalments.map((row) => ({
    ...row,
    dueDate: row.dueOn,
    status: markOf(row, instalments, on),
    paid: isPaid(row),
  }));
}

function openTotal(row: InstalmentState): bigint {
  const open = openOf(row);
  return open.interestMinor + open.principalMinor;
}
