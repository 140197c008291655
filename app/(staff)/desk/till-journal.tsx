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
  // Of one currency the head of the column tells it, of several the amount itself.
  const [first, ...others] = new Set(rows.map(({ currency }) => currency));
  const symbol = others.length > 0;
  const unit = symbol ? "" : `, ${first}`;
  const aside = rows.some((row) => wayOf(row) === "aside");
  return (
    <DataTable id="journal" caption="Movements today, newest first" captionHidden>
      <Head>
        <Th width="6.5rem">No., time</Th>
        <Th>Type</Th>
        <Th>Customer</Th>
        <Th>Receipt</Th>
        <Th num>{`Paid out${unit}`}</Th>
        <Th num>{`Paid in${unit}`}</Th>
        {aside ? <Th num>{`Without cash${unit}`}</Th> : null}
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.sessionId} ${row.no}`} quiet={row.undoneBy !== null}>
            <Td>
              <span className="whitespace-nowrap">
                <span className="font-mono text-meta">{String(row.no).padStart(4, "0")}</span>{" "}
                <span className="text-ink-2">{row.at}</span>
              </span>
              {tills > 1 ? <SubLine>{row.till}</SubLine> : null}
            </Td>
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
            <Td num>
              {wayOf(row) === "out" ? <Money minor={row.amountMinor} currency={row.currency} symbol={symbol} /> : null}
            </Td>
            <Td num>
              {wayOf(row) === "in" ? (
                <Money minor={row.amountMinor} currency={row.currency} symbol={symbol} credit />
              ) : null}
            </Td>
            {aside ? (
              <Td num>
                {wayOf(row) === "aside" ? (
                  <Money minor={row.amountMinor} currency={row.currency} symbol={symbol} />
                ) : null}
              </Td>
            ) : null}
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
