import type { Currency } from "@/lib/core/currencies";
import { type Denomination, denominationName } from "@/lib/core/notes";

/** What a note or coin is called: `50`, `0.20 coin`. */
export function NoteName({
  valueMinor,
  kind,
  currency,
}: {
  valueMinor: bigint;
  kind: Denomination["kind"];
  currency: Currency;
}) {
  return (
    <>
      {denominationName(valueMinor, currency)}
      {kind === "coin" ? <span className="font-normal text-ink-2"> coin</span> : null}
    </>
  );
}
