import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { AccountRow } from "@/lib/accounts/queries";
import { formatIban } from "@/lib/core/iban";
import { accountKinds, ownerNames } from "./account-words";

/** Accounts with what is booked, held and available. */
export function AccountTable({ rows, withBranch }: { rows: readonly AccountRow[]; withBranch: boolean }) {
  return (
    <DataTable caption={`${rows.length === 1 ? "1 account" : `${rows.length} accounts`} on this page, newest first`}>
      <Head>
        <Th>Account</Th>
        <Th>Owner</Th>
        <Th>Product</Th>
        {withBranch ? <Th>Branch</Th> : null}
        <Th>State</Th>
        <Th>Currency</Th>
        <Th num>Booked</Th>
        <Th num>Held</Th>
        <Th num>Available</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} quiet={row.status === "closed"}>
            <RowHead>
              <a href={`/accounts/${row.id}`} className="link whitespace-nowrap font-mono text-meta">
                {formatIban(row.iban)}
              </a>
            </RowHead>
            <Td>
              <bdi>{ownerNames(row.owners)}</bdi>
            </Td>
            <Td>
              {row.product} <span className="sr-only">, {accountKinds[row.kind]}</span>
            </Td>
            {withBranch ? <Td>{row.branch}</Td> : null}
            <Td>
              <Status of="account" is={statusShown(row)} />
            </Td>
            <Td>{row.currency}</Td>
            <Td num>
              <Money minor={row.bookedMinor} currency={row.currency} />
            </Td>
            <Td num>
              {row.heldMinor > 0n ? (
                <span className="text-held">
                  <Money minor={row.heldMinor} currency={row.currency} />
                </span>
              ) : (
                "–"
              )}
            </Td>
            <Td num>
              <strong className="font-semibold">
                <Money minor={row.availableMinor} currency={row.currency} />
              </strong>
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

/** An active account that is blocked or dormant says so; an inactive one is in use as far as anybody can tell. */
function statusShown({ status, standing }: AccountRow) {
  return status === "active" && (standing === "blocked" || standing === "dormant") ? standing : status;
}
