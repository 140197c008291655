import type { ReactNode } from "react";
import { Money } from "@/components/bank/money";
import { describeMovement, type Movement } from "@/lib/accounts/load-movement";
import type { Currency } from "@/lib/core/currencies";
import { addDays, type BusinessDate, formatDate } from "@/lib/core/dates";

type MovementRow = {
  entryId: string;
  leg: number;
  bookingDate: BusinessDate;
  changeMinor: bigint;
  balanceMinor?: bigint | null;
  movement: Movement;
};

/** Movements as one reads them on a phone: who and when at the start, how much at the end. Money in has a plus and is green. */
export function MovementList({
  rows,
  currency,
  today,
  label,
}: {
  rows: readonly MovementRow[];
  currency: Currency;
  today: BusinessDate;
  label: string;
}) {
  return (
    <ol aria-label={label}>
      {rows.map(({ entryId, leg, bookingDate, changeMinor, balanceMinor, movement }) => {
        const { text, note } = describeMovement(movement);
        return (
          <li key={`${entryId}:${leg}`}>
            <LineLink
              href={`/my/receipts/${movement.reference}`}
              amount={<Money minor={changeMinor} currency={currency} symbol credit="plus" />}
            >
              <span className="block">
                <bdi>{note ? `${text}, ${note}` : text}</bdi>
              </span>
              <span className="block text-ink-2 text-staff">
                <time dateTime={bookingDate}>{dayInWords(bookingDate, today)}</time>
                {movement.reversedBy ? " · reversed" : null}
                {balanceMinor === null || balanceMinor === undefined ? null : (
                  <>
                    {" · balance "}
                    <Money minor={balanceMinor} currency={currency} symbol />
                  </>
                )}
              </span>
            </LineLink>
          </li>
        );
      })}
    </ol>
  );
}

/** A line of a list that leads somewhere, with an amount at its end. */
export function LineLink({ href, amount, children }: { href: string; amount: ReactNode; children: ReactNode }) {
  return (
    <a
      href={href}
      className="flex min-h-14 items-center justify-between gap-3 border-rule border-b py-1.5 text-ink no-underline hover:bg-selected"
    >
      <span className="wrap-anywhere min-w-0 flex-1">{children}</span>
      <span className="shrink-0">{amount}</span>
    </a>
  );
}

/** `today`, `yesterday`, `22 Nov`, and with the year when it is another one. */
function dayInWords(date: BusinessDate, today: BusinessDate): string {
  if (date === today) return "today";
  if (date === addDays(today, -1)) return "yesterday";
  const text = formatDate(date);
  return date.slice(0, 4) === today.slice(0, 4) ? text.replace(/ \d{4}$/, "") : text;
}
