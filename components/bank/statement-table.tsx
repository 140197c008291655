import type { ReactNode } from "react";
import { DataTable, Head, Row, SubLine, Td, Th, TotalsRow } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { Mark } from "@/components/ui/status";
import type { Currency } from "@/lib/core/currencies";
import { formatDate } from "@/lib/core/dates";
import { formatMinor } from "@/lib/core/money";
import { DateText } from "./date-text";
import { Money } from "./money";
import { Reference } from "./reference";

export type StatementRow = {
  id: string;
  bookingDate: string;
  valueDate?: string | null;
  description: ReactNode;
  counterparty?: ReactNode;
  reference: string;
  href?: string;
  /** Signed: money in is positive. */
  amountMinor: bigint;
  /** The account's balance from the ledger; null where rows are not in its order. */
  balanceMinor: bigint | null;
  /** A correction of an earlier entry. */
  reversal?: boolean;
  selected?: boolean;
};

export type PendingRow = { id: string; description: ReactNode; amountMinor: bigint };

type StatementTableProps = {
  currency: Currency;
  caption: ReactNode;
  captionHidden?: boolean;
  id?: string;
  rows: readonly StatementRow[];
  pending?: readonly PendingRow[];
  totals?: { label: ReactNode; outMinor: bigint; inMinor: bigint };
  /** Leaves out the balance, for lists that are filtered or of several accounts. */
  balance?: boolean;
};

/** The movements of an account as a ledger prints them: paid out, paid in, balance after. What is pending stands apart. */
export function StatementTable({
  currency,
  caption,
  captionHidden,
  id,
  rows,
  pending = [],
  totals,
  balance = true,
}: StatementTableProps) {
  return (
    <>
      {pending.length > 0 ? <PendingTable currency={currency} rows={pending} /> : null}
      <DataTable id={id} caption={caption} captionHidden={captionHidden}>
        <Head>
          <Th width="7rem">Date</Th>
          <Th>Description</Th>
          <Th width="9.5rem">Reference</Th>
          <Th num width="7.5rem">{`Paid out, ${currency}`}</Th>
          <Th num width="7.5rem">{`Paid in, ${currency}`}</Th>
          {balance ? <Th num width="8rem">{`Balance, ${currency}`}</Th> : null}
        </Head>
        <tbody>
          {rows.map((row) => (
            <StatementLine key={row.id} row={row} currency={currency} balance={balance} />
          ))}
        </tbody>
        {totals ? (
          <TotalsRow>
            <Td colSpan={3}>{totals.label}</Td>
            <Td num>
              <Money minor={totals.outMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={totals.inMinor} currency={currency} />
            </Td>
            {balance ? <Td /> : null}
          </TotalsRow>
        ) : null}
      </DataTable>
    </>
  );
}

function StatementLine({ row, currency, balance }: { row: StatementRow; currency: Currency; balance: boolean }) {
  const {
    bookingDate,
    valueDate,
    description,
    counterparty,
    reference,
    href,
    amountMinor,
    balanceMinor,
    reversal,
    selected,
  } = row;
  return (
    <Row spine={reversal ? "second" : null} selected={selected}>
      <Td>
        {formatDate(bookingDate)}
        {valueDate && valueDate !== bookingDate ? (
          <SubLine>
            value <DateText date={valueDate} short />
          </SubLine>
        ) : null}
      </Td>
      <Td wide>
        {reversal ? <Icon name="swap" className="me-1.5" /> : null}
        {description}
        {counterparty ? <SubLine>{counterparty}</SubLine> : null}
      </Td>
      <Td>
        <Reference href={href}>{reference}</Reference>
      </Td>
      <Td num>{amountMinor < 0n ? formatMinor(-amountMinor, currency) : null}</Td>
      <Td num credit>
        {amountMinor > 0n ? formatMinor(amountMinor, currency) : null}
      </Td>
      {balance ? <Td num>{balanceMinor === null ? null : formatMinor(balanceMinor, currency)}</Td> : null}
    </Row>
  );
}

function PendingTable({ currency, rows }: { currency: Currency; rows: readonly PendingRow[] }) {
  return (
    <div className="mb-2">
      <DataTable caption="Pending: not yet in the balance" captionHidden>
        <tbody>
          {rows.map(({ id, description, amountMinor }) => (
            <Row key={id} spine="held">
              <Td width="7rem">
                <Mark icon="clock" word="Pending" tone="held" />
              </Td>
              <Td>{description}</Td>
              <Td num width="8rem">
                <span className="text-held">
                  <Money minor={amountMinor} currency={currency} />
                </span>
              </Td>
              <Td num width="12rem">
                <span className="text-ink-2">not yet in the balance</span>
              </Td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
