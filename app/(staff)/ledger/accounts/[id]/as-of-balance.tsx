import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Mark } from "@/components/ui/status";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import type { AsOfBalance as Balance } from "@/lib/ledger/account-as-of";
import { Sided } from "./account-balance";

type Props = { balance: Balance; day: string; time: string | undefined; currency: Currency };

/** A balance of the past, with whether it can still change. */
export function AsOfBalance({ balance: { minor, exact, byValueMinor }, day, time, currency }: Props) {
  const open = time ? "Movements of that moment are still being booked: ask again" : "This day is not closed yet";
  return (
    <>
      <DefinitionList>
        <Leader
          term={time ? `${formatDate(day)}, ${time}, ${currency}` : `End of ${formatDate(day)}, ${currency}`}
          strong
        >
          <span className="total-rule text-lead">
            <Sided minor={minor} currency={currency} />
          </span>
        </Leader>
        {byValueMinor === null ? null : (
          <Leader term="By value date, as known today">
            <Sided minor={byValueMinor} currency={currency} />
          </Leader>
        )}
      </DefinitionList>
      <p className="mt-2">
        <Mark icon={exact ? "lock" : "clock"} word={exact ? "Final" : open} tone={exact ? "ok" : "held"} />
      </p>
    </>
  );
}
