import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Status } from "@/components/ui/status";
import type { LoanRow } from "@/lib/loans/list-queries";
import { LineLink } from "../movement-list";

/** A loan as its borrower reads it: what is still owed, or what was asked for, and what comes next. */
export function LoanLine({ loan }: { loan: LoanRow }) {
  const { id, product, status, currency, amountMinor, outstandingMinor, nextDueOn, daysPastDue, termMonths } = loan;
  return (
    <LineLink
      href={`/my/loans/${id}`}
      amount={
        <b className="font-medium">
          <Money minor={outstandingMinor === null ? amountMinor : -outstandingMinor} currency={currency} symbol />
        </b>
      }
    >
      <span className="flex flex-wrap items-baseline gap-x-3">
        {product} loan <Status of="loan" is={daysPastDue > 0 ? "in_arrears" : status} />
      </span>
      <span className="block text-ink-2 text-staff">
        {nextDueOn ? (
          <>
            Next instalment due <DateText date={nextDueOn} />
          </>
        ) : (
          `${termMonths} months`
        )}
      </span>
    </LineLink>
  );
}
