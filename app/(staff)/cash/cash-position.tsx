import { Money } from "@/components/bank/money";
import { NoteName } from "@/components/bank/note-name";
import { DataTable, Head, Row, RowHead, Td, Th, TotalsRow } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { PlaceNotes } from "@/lib/cash/count-queries";
import { formatCount } from "@/lib/core/format-count";

/** The cash of a branch or of the whole bank by note and coin: in the vaults, in the tills, and together. */
export function CashPosition({ position }: { position: readonly PlaceNotes[] }) {
  if (position.length === 0) return <Empty kind="none" title="No cash in any vault or till" />;
  return position.map(({ currency, notes }) => (
    <div key={currency} className="mb-4">
      <DataTable caption={`Notes and coins, ${currency}`}>
        <Head>
          <Th>Note</Th>
          <Th num>In vaults</Th>
          <Th num>In tills</Th>
          <Th num>Pieces</Th>
          <Th num>{currency}</Th>
        </Head>
        <tbody>
          {notes.map(({ valueMinor, kind, vault, tills, quantity }) => (
            <Row key={valueMinor}>
              <RowHead>
                <NoteName valueMinor={valueMinor} kind={kind} currency={currency} />
              </RowHead>
              <Td num>{formatCount(vault)}</Td>
              <Td num>{formatCount(tills)}</Td>
              <Td num>{formatCount(quantity)}</Td>
              <Td num>
                <Money minor={valueMinor * BigInt(quantity)} currency={currency} />
              </Td>
            </Row>
          ))}
        </tbody>
        <TotalsRow>
          <Td colSpan={4}>Total</Td>
          <Td num>
            <Money
              minor={notes.reduce((sum, one) => sum + one.valueMinor * BigInt(one.quantity), 0n)}
              currency={currency}
            />
          </Td>
        </TotalsRow>
      </DataTable>
    </div>
  ));
}
