import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, type Spine, SubLine, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { LoanRow } from "@/lib/loans/list-queries";

/** Loans as the list shows them: who borrows what, what is still owed, and what is late. */
export function LoanTable({ rows, withBranch }: { rows: readonly LoanRow[]; withBranch: boolean }) {
  const shared = rows.every(({ currency }) => currency === rows[0]?.currency) ? rows[0]?.currency : undefined;
  const unit = shared ? `, ${shared}` : "";
  return (
    <DataTable
      id="loans"
      caption={rows.length === 1 ? "1 loan on this page" : `${rows.length} loans on this page, newest first`}
    >
      <Head>
        <Th>Borrower</Th>
        <Th>Loan</Th>
        {withBranch ? <Th>Branch</Th> : null}
        <Th num>{`Amount${unit}`}</Th>
        <Th num>{`Outstanding${unit}`}</Th>
        <Th>Next due</Th>
        <Th num>{`Due now${unit}`}</Th>
        <Th num>Days past due</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} spine={spineOf(row)}>
            <RowHead>
              <a href={`/loans/${row.id}`} className="link font-medium">
                <bdi>{row.customerName}</bdi>
              </a>
              <SubLine>{`${row.product}, ${row.termMonths} months`}</SubLine>
            </RowHead>
            <Td>
              <span className="whitespace-nowrap font-mono text-meta">{row.loanNo}</span>
            </Td>
            {withBranch ? <Td>{row.branchName}</Td> : null}
            <Td num>
              <Money minor={row.amountMinor} currency={row.currency} symbol={!shared} />
            </Td>
            <Td num>
              <Amount minor={row.outstandingMinor} row={row} symbol={!shared} />
            </Td>
            <Td>{row.nextDueOn ? <DateText date={row.nextDueOn} /> : <None />}</Td>
            <Td num>
              <Amount minor={row.dueMinor} row={row} symbol={!shared} />
            </Td>
            <Td num>{row.nextDueOn ? row.daysPastDue : <None />}</Td>
            <Td>
              <Status of="loan" is={row.daysPastDue > 0 ? "in_arrears" : row.status} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function Amount({ minor, row, symbol }: { minor: bigint | null; row: LoanRow; symbol: boolean }) {
  return minor === null ? <None /> : <Money minor={minor} currency={row.currency} symbol={symbol} />;
}

function None() {
  return <span className="text-ink-2">–</span>;
}

function spineOf({ status, daysPastDue }: LoanRow): Spine | null {
  if (daysPastDue > 0) return "danger";
  if (status === "submitted") return "second";
  return status === "returned" || status === "offered" ? "held" : null;
}
