import { type Currency, decimalsOf } from "./currencies";
import { refusal } from "./errors";
import { parseAmount } from "./money";

/** A typed amount in minor units of a currency, more than zero; refuses with the sentence for what is wrong with it. */
export function parseAmountOrRefuse(text: string, currency: Currency, field = "amount"): bigint {
  const parsed = parseAmount(text, currency);
  if (parsed.ok) return parsed.minor;
  if (parsed.reason === "amount_decimals")
    throw refusal("amount_decimals", { decimals: decimalsOf(currency), currency }, field);
  throw refusal(parsed.reason, undefined, field);
}
