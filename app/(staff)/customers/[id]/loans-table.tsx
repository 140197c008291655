import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Status } from "@/components/ui/status";
import type { StatusOf } from "@/components/ui/statuses";
import type { CustomerLoan } from "@/lib/customers/profile-queries";

/** A customer's loans: what is still owed, what comes next, how late it is. */
export function LoansTable({ loans, newHref }: { loans: readonly CustomerLoan[]; newHref: string | null }) {
  if (loans.length === 0) {
    return (
      <Empty
        kind="none"
        title="No loans"
        action={newHref ? { href: newHref, label: "Start application" } : undefined}
      />
    );
  }
  return (
    <DataTable caption="Loans with what is owed" captionHidden>
      <Head>
        <Th>Loan</Th>
        <Th num>Amount</Th>
        <Th num>Outstanding</Th>
        <Th num>Next due</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {loans.map((loan) => (
          <Row key={loan.id} spine={loan.daysPastDue > 0 ? "danger" : null} quiet={loan.status === "closed"}>
            <RowHead>
              <a href={`/loans/${loan.id}`} className="link font-medium">
                {loan.product}
              </a>
              <SubLine>
                <span className="font-mono">{loan.loanNo}</span>
              </SubLine>
            </RowHead>
            <Td num>
              <Money minor={loan.amount} currency={loan.currency} symbol />
            </Td>
            <Td num>
              {loan.outstanding === null ? "–" : <Money minor={loan.outstanding} currency={loan.currency} symbol />}
            </Td>
            <Td num>{loan.nextDue === null ? "–" : <NextDue loan={loan} />}</Td>
            <Td>
              <Status of="loan" is={loan.daysPastDue > 0 ? "in_arrears" : (loan.status as StatusOf<"loan">)} />
              {loan.daysPastDue > 0 ? <SubLine>{loan.daysPastDue} days past due</SubLine> : null}
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function NextDue({ loan }: { loan: CustomerLoan }) {
  return (
    <>
      <Money minor={loan.nextDue ?? 0n} currency={loan.currency} symbol />
      <SubLine>{loan.nextDueOn ? <DateText date={loan.nextDueOn} /> : null}</SubLine>
    </>
  );
}
