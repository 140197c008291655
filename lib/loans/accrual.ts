import type { BusinessDate } from "../core/dates";
import type { ScheduledInstalment } from "./amortization";
import { type InterestTerms, workOutInterest } from "./interest";

/**
 * Interest earned up to a value date (exclusive), in minor units: all of every instalment due by then, and of the
 * running period the contract interest of the days so far, never more than its instalment carries.
 */
export function accruedInterest(
  terms: InterestTerms,
  instalments: readonly ScheduledInstalment[],
  valueDate: BusinessDate,
): bigint {
  let earned = 0n;
  for (const { startsOn, dueOn, interestMinor, principalMinor, balanceMinor } of instalments) {
    if (dueOn <= valueDate) earned += interestMinor;
    else if (startsOn < valueDate) {
      const soFar = workOutInterest(terms, balanceMinor + principalMinor, startsOn, valueDate).minor;
      earned += soFar < interestMinor ? soFar : interestMinor;
    }
  }
  return earned;
}
