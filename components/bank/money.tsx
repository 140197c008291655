import type { Currency } from "@/lib/core/currencies";
import { decimalText, formatMinor, formatMoney } from "@/lib/core/money";

type MoneyProps = {
  minor: bigint;
  currency: Currency;
  /** Shows the sign or code of the currency; leave it out where a column's head names it. */
  symbol?: boolean;
  /** Money in: green, with a plus where no column says the direction. A debit is never red. */
  credit?: boolean | "plus";
};

/** An amount whose digits line up with those above and below it. */
export function Money({ minor, currency, symbol = false, credit = false }: MoneyProps) {
  const plus = credit === "plus" && minor > 0n;
  const text = symbol
    ? `${plus ? "+" : ""}${formatMoney({ minor, currency })}`
    : formatMinor(minor, currency, { plus });
  return (
    <data value={decimalText(minor, currency)} {...(credit && minor > 0n ? { className: "text-credit" } : {})}>
      {text}
    </data>
  );
}
