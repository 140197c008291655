import type { Currency } from "../currencies";
import { formatMoney } from "../money";

/** The currency of an amount in a sentence. */
export type Amount = { currency: string };

/** An amount as a sentence says it. */
export const amount = (minor: string | number, currency: string) =>
  formatMoney({ minor: BigInt(minor), currency: currency as Currency });
