import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import type { MyTill } from "@/lib/cash/queries";
import { limitWords } from "../cash/limit-words";

/** What must be in the drawer, and how it came about, in each currency. */
export function TillSummary({ till }: { till: MyTill }) {
  return (
    <DataTable caption="Cash in this till by currency" captionHidden>
      <Head>
        <Th>Currency</Th>
        <Th num>Opening</Th>
        <Th num>In</Th>
        <Th num>Out</Th>
        <Th num>From and to others</Th>
        <Th num>Must be in the till</Th>
        <Th>Limit</Th>
      </Head>
      <tbody>
        {till.cash.map(({ currency, openingMinor, inMinor, outMinor, vaultMinor, expectedMinor, ...limits }) => (
          <Row key={currency}>
            <RowHead>{currency}</RowHead>
            <Td num>
              <Money minor={openingMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={inMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={-outMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={vaultMinor} currency={currency} />
            </Td>
            <Td num>
              <strong className="font-semibold">
                <Money minor={expectedMinor} currency={currency} />
              </strong>
            </Td>
            <Td>{limitWords({ currency, expectedMinor, ...limits }) ?? <span className="text-ink-2">None</span>}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
