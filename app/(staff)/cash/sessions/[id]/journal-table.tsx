import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { DataTable, Head, Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/status";
import type { JournalLine } from "@/lib/cash/journal-queries";
import { formatMaskedIban } from "@/lib/core/iban";

type JournalTableProps = { rows: readonly JournalLine[]; accounts: boolean; oldest: boolean };

/** All that moved a till's cash, what it held after each, and what was booked beside it without cash. */
export function JournalTable({ rows, accounts, oldest }: JournalTableProps) {
  return (
    <DataTable id="journal" caption={`The till's journal, ${oldest ? "oldest" : "newest"} first`} captionHidden>
      <Head>
        <Th width="4rem">No.</Th>
        <Th width="4rem">Time</Th>
        <Th>Type</Th>
        <Th>Customer</Th>
        <Th>Reference</Th>
        <Th num>Out</Th>
        <Th num>In</Th>
        <Th num>Without cash</Th>
        <Th num>Till holds</Th>
        <Th>Currency</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.entryId} ${row.leg}`} quiet={row.undoneBy !== null}>
            <Td>
              {row.no === null ? null : <span className="font-mono text-meta">{String(row.no).padStart(4, "0")}</span>}
            </Td>
            <Td>{row.at}</Td>
            <Td>
              {row.kind}
              {row.undoneBy ? (
                <SubLine>
                  <Mark icon="swap" word="Undone" tone="ink" />
                </SubLine>
              ) : null}
            </Td>
            <Td>{row.customer && row.iban ? <Customer row={row} linked={accounts} /> : null}</Td>
            <Td>
              <Reference href={`/receipts/${row.reference}`}>{row.reference}</Reference>
            </Td>
            <Td num>{row.minor < 0n ? <Money minor={-row.minor} currency={row.currency} /> : null}</Td>
            <Td num>{row.minor > 0n ? <Money minor={row.minor} currency={row.currency} credit /> : null}</Td>
            <Td num>{row.asideMinor === null ? null : <Money minor={row.asideMinor} currency={row.currency} />}</Td>
            <Td num>{row.balanceMinor === null ? null : <Money minor={row.balanceMinor} currency={row.currency} />}</Td>
            <Td>{row.currency}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function Customer({ row: { customer, iban, accountId }, linked }: { row: JournalLine; linked: boolean }) {
  const words = (
    <>
      <bdi>{customer}</bdi> {formatMaskedIban(iban ?? "")}
    </>
  );
  if (!linked) return words;
  return (
    <a href={`/accounts/${accountId}`} className="link whitespace-nowrap">
      {words}
    </a>
  );
}
