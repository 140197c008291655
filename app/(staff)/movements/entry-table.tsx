import type { ReactNode } from "react";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { DataTable, Head, Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { actorKinds, channels } from "@/lib/ledger/entry-filters";
import type { EntryRow } from "@/lib/ledger/queries";

/** Journal entries as a list: what, when, where, by whom, how much. */
export function EntryTable({ id, rows, caption }: { id: string; rows: readonly EntryRow[]; caption: ReactNode }) {
  return (
    <DataTable id={id} caption={caption}>
      <Head>
        <Th width="7rem">Booked</Th>
        <Th width="4rem">Time</Th>
        <Th>Movement</Th>
        <Th width="9.5rem">Reference</Th>
        <Th>Branch</Th>
        <Th>By</Th>
        <Th>Channel</Th>
        <Th num>Amount</Th>
        <Th width="5rem">Currency</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} spine={row.reversal ? "second" : null}>
            <Td>
              <DateText date={row.bookingDate} />
              {row.valueDate === row.bookingDate ? null : (
                <SubLine>
                  value <DateText date={row.valueDate} short />
                </SubLine>
              )}
            </Td>
            <Td>{row.bookedAt}</Td>
            <Td>
              {row.reversal ? <Icon name="swap" className="me-1.5" /> : null}
              {row.narrative}
            </Td>
            <Td>
              <Reference href={`/ledger/entries/${row.id}`}>{row.reference}</Reference>
            </Td>
            <Td>{row.branch}</Td>
            <Td>{row.who ? <bdi>{row.who}</bdi> : actorKinds[row.actorKind]}</Td>
            <Td>{channels[row.channel]}</Td>
            <Td num>
              <Money minor={row.amountMinor} currency={row.currency} />
            </Td>
            <Td>{row.currency}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
