import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { hrefWith } from "@/components/ui/href";
import type { Currency } from "@/lib/core/currencies";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import type { MemberRow } from "@/lib/ledger/account-queries";
import { Sided } from "./account-balance";

type Props = {
  rows: readonly MemberRow[];
  currency: Currency;
  /** The day of their balances; now where it is null. */
  asOf: BusinessDate | null;
};

/** The accounts that a control account rolls up. */
export function MemberTable({ rows, currency, asOf }: Props) {
  if (rows.length === 0) return null;
  const balance = asOf ? `End of ${formatDate(asOf)}, ${currency}` : `Balance now, ${currency}`;
  return (
    <DataTable caption="Accounts in it, opened last first" stacked={["Name", balance]}>
      <Head>
        <Th width="18rem">Number</Th>
        <Th>Name</Th>
        <Th num>{balance}</Th>
      </Head>
      <tbody>
        {rows.map(({ id, code, name, balanceMinor }) => (
          <Row key={id}>
            <RowHead>
              <a
                href={hrefWith(`/ledger/accounts/${id}`, { asOf: asOf ?? undefined })}
                className="link whitespace-nowrap font-mono"
              >
                {code}
              </a>
            </RowHead>
            <Td>{name}</Td>
            <Td num>
              <Sided minor={balanceMinor} currency={currency} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
