import type { BusinessDate } from "../core/dates";
import { decimal, formatPercent, formatRate } from "../core/decimal";
import { totalInterest } from "./amortization";
import type { LoanDetail } from "./detail-queries";
import { quoteLoan } from "./quote";
import { markInstalments, nextInstalment, standingOf, toPayOn } from "./standing";

/** The schedule a loan's page shows: the agreed one, or before the payout the one it would have if paid out today. */
export function scheduleOf(loan: LoanDetail, on: BusinessDate) {
  const running = loan.instalments.length > 0;
  const quote = running ? null : quoteLoan({ ...loan, startsOn: on });
  const instalments = quote
    ? quote.instalments.map((row) => ({ ...row, principalPaidMinor: 0n, interestPaidMinor: 0n }))
    : loan.instalments;
  const apr = formatPercent(decimal(quote?.aprPercent ?? loan.aprPercent ?? "0").toDecimalPlaces(2));
  return {
    running,
    instalments,
    rows: markInstalments(instalments, on),
    standing: standingOf(running ? instalments : [], on),
    next: running ? nextInstalment(instalments) : null,
    toPay: running ? toPayOn(instalments, on) : null,
    totalInterestMinor: totalInterest(instalments),
    terms: `annuity, monthly, ${loan.dayCount}, ${formatRate(loan.annualRate)} a year, APR ${apr}${running ? "" : ", as if paid out today"}`,
  };
}

export type ShownSchedule = ReturnType<typeof scheduleOf>;
