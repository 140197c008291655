import type { ReactNode } from "react";
import { DateText } from "@/components/bank/date-text";
import { CustomerStrip } from "@/components/layout/customer-strip";
import { WithStrip } from "@/components/layout/with-strip";

type Borrower = { id: string | null; name: string; customerNo: string | null; birthDate: string | null };
type Props = {
  borrower: Borrower;
  facts?: readonly { label: string; value: ReactNode }[];
  flags?: readonly string[];
  children: ReactNode;
};

/** A page of a loan under the strip that says whose it is. */
export function BorrowerStrip({ borrower, facts, flags, children }: Props) {
  const { id, name, customerNo, birthDate } = borrower;
  // Who was erased has no strip: the loan stays in the books without them.
  if (id === null) return children;
  const line = (
    <>
      {birthDate ? (
        <>
          <DateText date={birthDate} /> ·{" "}
        </>
      ) : null}
      <span className="font-mono">{customerNo}</span>
    </>
  );
  return (
    <WithStrip strip={<CustomerStrip name={name} href={`/customers/${id}`} line={line} facts={facts} flags={flags} />}>
      {children}
    </WithStrip>
  );
}
