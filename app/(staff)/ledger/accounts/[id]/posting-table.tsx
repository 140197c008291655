import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { DataTable, Head, Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { hrefWith } from "@/components/ui/href";
import type { Currency } from "@/lib/core/currencies";
import type { PostingRow } from "@/lib/ledger/account-postings";
import { Sided } from "./account-balance";

type Props = {
  rows: readonly PostingRow[];
  currency: Currency;
  /** The day as of which the account is read: the entries lead back to it. */
  asOf: string | undefined;
};

/** Postings of one account of the books, newest first, with the balance after each. */
export function PostingTable({ rows, currency, asOf }: Props) {
  return (
    <DataTable
      caption="Postings, newest banking day first"
      captionHidden
      stacked={["Movement", "Reference", `Debit, ${currency}`, `Credit, ${currency}`, "Balance"]}
    >
      <Head>
        <Th width="8rem">Booked</Th>
        <Th>Movement</Th>
        <Th width="9.5rem">Reference</Th>
        <Th num width="8.5rem">{`Debit, ${currency}`}</Th>
        <Th num width="8.5rem">{`Credit, ${currency}`}</Th>
        <Th num width="10rem">
          Balance
        </Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.entryId}:${row.leg}`}>
            <Td>
              <DateText date={row.bookingDate} />
              {row.valueDate === row.bookingDate ? null : (
                <SubLine>
                  value <DateText date={row.valueDate} short />
                </SubLine>
              )}
            </Td>
            <Td>{row.narrative}</Td>
            <Td>
              <Reference href={hrefWith(`/ledger/entries/${row.entryId}`, { asOf })}>{row.reference}</Reference>
            </Td>
            <Td num>{row.minor > 0n ? <Money minor={row.minor} currency={currency} /> : null}</Td>
            <Td num>{row.minor < 0n ? <Money minor={-row.minor} currency={currency} /> : null}</Td>
            <Td num>
              <Sided minor={row.balanceMinor} currency={currency} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
