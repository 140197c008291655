import { Money } from "@/components/bank/money";
import { NoteName } from "@/components/bank/note-name";
import { Panel } from "@/components/layout/panel";
import { DataTable, Head, Row, RowHead, Td, Th, TotalsRow } from "@/components/ui/data-table";
import type { NoteLine } from "@/lib/cash/count-queries";
import type { Currency } from "@/lib/core/currencies";
import { formatCount } from "@/lib/core/format-count";
import { worthOf } from "@/lib/core/notes";

/** What lies in the till note by note: what change there is to give. */
export function TillNotes({ held }: { held: readonly { currency: Currency; notes: readonly NoteLine[] }[] }) {
  return held.map(({ currency, notes }) => (
    <Panel key={currency} title={`Notes in the till, ${currency}`} flush>
      <DataTable caption={`Notes and coins in the till, ${currency}`} captionHidden>
        <Head>
          <Th>Note</Th>
          <Th num>Pieces</Th>
          <Th num>{currency}</Th>
        </Head>
        <tbody>
          {notes.map(({ valueMinor, kind, quantity }) => (
            <Row key={valueMinor}>
              <RowHead>
                <NoteName valueMinor={valueMinor} kind={kind} currency={currency} />
              </RowHead>
              <Td num>{formatCount(quantity)}</Td>
              <Td num>
                <Money minor={valueMinor * BigInt(quantity)} currency={currency} />
              </Td>
            </Row>
          ))}
        </tbody>
        <TotalsRow>
          <Td colSpan={2}>Total</Td>
          <Td num>
            <Money
              minor={worthOf(Object.fromEntries(notes.map((one) => [one.valueMinor.toString(), one.quantity])))}
              currency={currency}
            />
          </Td>
        </TotalsRow>
      </DataTable>
    </Panel>
  ));
}
