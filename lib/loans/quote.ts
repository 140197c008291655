import { addMonths, type BusinessDate } from "../core/dates";
import { amortize, type LoanTerms, type ScheduledInstalment, totalInterest } from "./amortization";
import { aprOfSchedule } from "./apr";

/** What a loan costs, in minor units; the APR in percent as numeric text. */
export type Quote = {
  instalmentMinor: bigint;
  lastInstalmentMinor: bigint;
  totalInterestMinor: bigint;
  totalMinor: bigint;
  aprPercent: string;
  firstDueOn: BusinessDate;
  lastDueOn: BusinessDate;
  instalments: ScheduledInstalment[];
};

export type QuoteField = "product" | "amount" | "termMonths";

/** A quote ready to be read out; or what is still missing for one, by field. */
export type QuoteAnswer =
  | {
      ok: true;
      instalment: string;
      months: number;
      interest: string;
      total: string;
      apr: string;
      firstDue: string;
      lastDue: string;
    }
  | { ok: false; fields: Partial<Record<QuoteField, string>> };

/** What a loan would cost if it were paid out on `startsOn`. */
export function quoteLoan(terms: LoanTerms): Quote {
  const { instalmentMinor, instalments } = amortize(terms);
  const last = instalments.at(-1) as ScheduledInstalment;
  const totalInterestMinor = totalInterest(instalments);
  return {
    instalmentMinor,
    lastInstalmentMinor: last.principalMinor + last.interestMinor,
    totalInterestMinor,
    totalMinor: terms.amountMinor + totalInterestMinor,
    aprPercent: aprOfSchedule(terms.amountMinor, terms.startsOn, instalments),
    firstDueOn: terms.firstDueOn ?? addMonths(terms.startsOn, 1),
    lastDueOn: last.dueOn,
    instalments,
  };
}
