import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { DataTable, Head, Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { CashMove } from "@/lib/cash/queries";
import { formatDate } from "@/lib/core/dates";

/** The latest cash between vault, tills and settlement account; the one just made is marked. */
export function CashMoves({ moves, marked }: { moves: readonly CashMove[]; marked?: string }) {
  if (moves.length === 0) return <Empty kind="none" title="No cash moved yet" />;
  return (
    <DataTable caption="The latest cash moves, newest first" captionHidden>
      <Head>
        <Th>Date</Th>
        <Th>From</Th>
        <Th>To</Th>
        <Th>Moved by</Th>
        <Th>Slip</Th>
        <Th num>Amount</Th>
        <Th>Currency</Th>
      </Head>
      <tbody>
        {moves.map((move) => (
          <Row key={move.reference} selected={move.reference === marked}>
            <Td>
              <span className="whitespace-nowrap">{formatDate(move.bookingDate)}</span>
              <SubLine>{move.at}</SubLine>
            </Td>
            <Td>{move.from}</Td>
            <Td>{move.to}</Td>
            <Td>
              <bdi>{move.movedBy}</bdi>
              {move.givenBy ? (
                <SubLine>
                  given by <bdi>{move.givenBy}</bdi>
                </SubLine>
              ) : null}
            </Td>
            <Td>
              <Reference href={`/receipts/${move.reference}`}>{move.reference}</Reference>
            </Td>
            <Td num>
              <Money minor={move.amountMinor} currency={move.currency} />
            </Td>
            <Td>{move.currency}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
