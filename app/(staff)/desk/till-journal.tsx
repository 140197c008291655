import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { DataTable, Head, Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Mark } from "@/components/ui/status";
import type { TillMovement } from "@/lib/cash/queries";
import { formatMaskedIban } from "@/lib/core/iban";
import { formatMoney } from "@/lib/core/money";
import { cashKinds } from "../accounts/account-words";

/** What a teller took, paid and booked without cash, by the running numbers of their tills, each with its receipt. */
export function TillJournal({ rows }: { rows: readonly TillMovement[] }) {
  if (rows.length === 0) {
    return (
      <Empty kind="none" title="Nothing taken or paid yet">
        Find the customer above, then deposit or withdraw from their account.
      </Empty>
    );
  }
  const tills = new Set(rows.map(({ sessionId }) => sessionId)).size;
  return (
    <DataTable id="journal" caption="Movements today, newest first" captionHidden>
      <Head>
        <Th width="4rem">No.</Th>
        <Th width="4rem">Time</Th>
        <Th>Type</Th>
        <Th>Customer</Th>
        <Th>Receipt</Th>
        <Th num>Paid out</Th>
        <Th num>Paid in</Th>
        <Th num>Without cash</Th>
        <Th>Currency</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.sessionId} ${row.no}`} quiet={row.undoneBy !== null}>
            <Td>
              <span className="font-mono text-meta">{String(row.no).padStart(4, "0")}</span>
              {tills > 1 ? <SubLine>{row.till}</SubLine> : null}
            </Td>
            <Td>{row.at}</Td>
            <Td>
              {cashKinds[row.kind]}
              {row.exchange ? <SubLine>{exchangedFor(row.exchange)}</SubLine> : null}
              {row.undoneBy ? (
                <SubLine>
                  <Mark icon="swap" word="Undone" tone="ink" />{" "}
                  <Reference href={`/receipts/${row.undoneBy}`}>{row.undoneBy}</Reference>
                </SubLine>
              ) : null}
            </Td>
            <Td>
              <a href={`/accounts/${row.accountId}`} className="link whitespace-nowrap">
                <bdi>{row.owner}</bdi> {formatMaskedIban(row.iban)}
              </a>
            </Td>
            <Td>
              <Reference href={`/receipts/${row.reference}`}>{row.reference}</Reference>
            </Td>
            <Td num>{wayOf(row) === "out" ? <Money minor={row.amountMinor} currency={row.currency} /> : null}</Td>
            <Td num>{wayOf(row) === "in" ? <Money minor={row.amountMinor} currency={row.currency} credit /> : null}</Td>
            <Td num>{wayOf(row) === "aside" ? <Money minor={row.amountMinor} currency={row.currency} /> : null}</Td>
            <Td>{row.currency}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

/** Out of the till, into it, or without any cash. */
function wayOf({ kind }: TillMovement): "out" | "in" | "aside" {
  if (kind === "transfer" || kind === "cheque" || kind === "loan_repayment") return "aside";
  return kind === "withdrawal" || kind === "note_sale" ? "out" : "in";
}

function exchangedFor({ minor, currency, against }: NonNullable<TillMovement["exchange"]>): string {
  const amount = formatMoney({ minor: BigInt(minor), currency });
  return against === "cash" ? `for ${amount} in cash` : `for ${amount} on the account`;
}
