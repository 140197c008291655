import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import type { Currency } from "@/lib/core/currencies";
import type { MemberRow } from "@/lib/ledger/account-queries";
import { Sided } from "./account-balance";

/** The accounts that a control account rolls up. */
export function MemberTable({ rows, currency }: { rows: readonly MemberRow[]; currency: Currency }) {
  if (rows.length === 0) return null;
  return (
    <DataTable caption="Accounts in it, opened last first">
      <Head>
        <Th width="18rem">Number</Th>
        <Th>Name</Th>
        <Th num>{`Balance now, ${currency}`}</Th>
      </Head>
      <tbody>
        {rows.map(({ id, code, name, balanceMinor }) => (
          <Row key={id}>
            <RowHead>
              <a href={`/ledger/accounts/${id}`} className="link whitespace-nowrap font-mono">
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
