import type { Currency } from "@/lib/core/currencies";
import { formatMinor } from "@/lib/core/money";

type Held = { currency: Currency; expectedMinor: bigint; softMinor: bigint | null; hardMinor: bigint | null };

/** The limit of a till in words: `Limit 10,000.00. 5,440.00 left.` Undefined where there is none. */
export function limitWords({ currency, expectedMinor, softMinor, hardMinor }: Held): string | undefined {
  const limit = softMinor ?? hardMinor;
  if (limit === null) return undefined;
  const left = limit - expectedMinor;
  const figure = (minor: bigint) => formatMinor(minor, currency);
  return left >= 0n
    ? `Limit ${figure(limit)}. ${figure(left)} left.`
    : `Limit ${figure(limit)}. ${figure(-left)} over: hand cash to the vault.`;
}
