import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";

/** An instalment as agreed and what has been paid of it, in minor units. */
export type InstalmentState = {
  no: number;
  dueOn: BusinessDate;
  principalMinor: bigint;
  interestMinor: bigint;
  principalPaidMinor: bigint;
  interestPaidMinor: bigint;
};

/** What a repayment pays of one instalment, in minor units. */
export type Allocation = { no: number; interestMinor: bigint; principalMinor: bigint; settles: boolean };

/** What is owed by a day, in minor units; an instalment is due on its due date. */
export type AmountDue = {
  interestMinor: bigint;
  principalMinor: bigint;
  totalMinor: bigint;
  oldestDueOn: BusinessDate | null;
};

/**
 * Shares a repayment out: oldest instalment first, within it interest then principal. Refuses `nothing_due` and
 * `more_than_due` as of the value date.
 */
export function allocate(
  instalments: readonly InstalmentState[],
  amountMinor: bigint,
  currency: Currency,
  valueDate: BusinessDate,
): Allocation[] {
  const due = amountDue(instalments, valueDate);
  if (due.totalMinor === 0n) throw refusal("nothing_due", { date: nextDueOn(instalments) ?? valueDate });
  if (amountMinor > due.totalMinor) throw refusal("more_than_due", { dueMinor: due.totalMinor.toString(), currency });
  let left = amountMinor;
  const allocations: Allocation[] = [];
  for (const instalment of byDueDate(instalments)) {
    if (left === 0n) break;
    const open = openOf(instalment);
    const interestMinor = lesser(left, open.interestMinor);
    const principalMinor = lesser(left - interestMinor, open.principalMinor);
    left -= interestMinor + principalMinor;
    const settles = interestMinor === open.interestMinor && principalMinor === open.principalMinor;
    if (interestMinor + principalMinor > 0n)
      allocations.push({ no: instalment.no, interestMinor, principalMinor, settles });
  }
  return allocations;
}

/** What is due and unpaid on a day. */
export function amountDue(instalments: readonly InstalmentState[], on: BusinessDate): AmountDue {
  let [interestMinor, principalMinor] = [0n, 0n];
  let oldestDueOn: BusinessDate | null = null;
  for (const instalment of byDueDate(instalments)) {
    if (instalment.dueOn > on || isPaid(instalment)) continue;
    const open = openOf(instalment);
    interestMinor += open.interestMinor;
    principalMinor += open.principalMinor;
    oldestDueOn ??= instalment.dueOn;
  }
  return { interestMinor, principalMinor, totalMinor: interestMinor + principalMinor, oldestDueOn };
}

/** The due date of the oldest unpaid instalment, or null when all is paid. */
export function nextDueOn(instalments: readonly InstalmentState[]): BusinessDate | null {
  return byDueDate(instalments).find((instalment) => !isPaid(instalment))?.dueOn ?? null;
}

export function isPaid(instalment: InstalmentState): boolean {
  const open = openOf(instalment);
  return open.interestMinor === 0n && open.principalMinor === 0n;
}

export function openOf(instalment: InstalmentState): { interestMinor: bigint; principalMinor: bigint } {
  return {
    interestMinor: instalment.interestMinor - instalment.interestPaidMinor,
    principalMinor: instalment.principalMinor - instalment.principalPaidMinor,
  };
}

function byDueDate(instalments: readonly InstalmentState[]): InstalmentState[] {
  return [...instalments].sort((a, b) => a.no - b.no);
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
