import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/dates";
import type { OldRate } from "@/lib/exchange/positions";

/** Currencies without a rate of the day: the close would go on, at the last one. */
export function OldRates({ rates, closing }: { rates: readonly OldRate[]; closing: boolean }) {
  if (rates.length === 0) return null;
  return (
    <div className="mt-3">
      <Callout
        tone="held"
        title={`${rates.map(({ currency }) => currency).join(", ")} ${rates.length === 1 ? "has" : "have"} no rate of this day`}
      >
        {rates.map(({ currency, validFrom }) => (
          <p key={currency}>
            The close values the position in {currency} at the rate of {formatDate(validFrom)}.
          </p>
        ))}
        {closing ? null : (
          <p className="mt-1">
            <a href="/rates" className="link">
              Set the day’s rate
            </a>{" "}
            before the cut.
          </p>
        )}
      </Callout>
    </div>
  );
}
