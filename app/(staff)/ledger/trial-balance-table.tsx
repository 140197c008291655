import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import type { Currency } from "@/lib/core/currencies";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import type { TrialLine } from "@/lib/ledger/trial-balance";
import { classNames } from "./class-names";
import { TrialTotals } from "./trial-totals";

type Props = {
  lines: readonly TrialLine[];
  currency: Currency;
  closedDay: BusinessDate | null;
  /** Only the balances of `closedDay`, without what was booked since. */
  asOf?: boolean;
};

/** The chart of accounts by class with debits and credits; of several branches each account has its sum and its branches. */
export function TrialBalanceTable({ lines, currency, closedDay, asOf = false }: Props) {
  const several = new Set(lines.map(({ branch }) => branch)).size > 1;
  return (
    <DataTable caption={`Trial balance in ${currency}`} captionHidden>
      <Head>
        <Th>Account</Th>
        <Th num>Debit{closedDay ? <At day={closedDay} /> : null}</Th>
        <Th num>Credit{closedDay ? <At day={closedDay} /> : null}</Th>
        {asOf ? null : (
          <>
            <Th num>Debits since</Th>
            <Th num>Credits since</Th>
            <Th num>Balance now</Th>
            <Th width="2rem">
              <span className="sr-only">Side</span>
            </Th>
          </>
        )}
      </Head>
      {Object.entries(classNames).map(([name, title]) => {
        const members = lines.filter((line) => line.class === name);
        return members.length > 0 ? (
          <tbody key={name}>
            <tr className="h-(--row) border-rule border-b">
              <th scope="rowgroup" colSpan={asOf ? 3 : 7} className="px-2.5 pt-3 pb-1 text-start font-semibold">
                {title}
              </th>
            </tr>
            {byCode(members).map((group) => (
              <Group key={group[0]?.code} lines={group} currency={currency} several={several} asOf={asOf} />
            ))}
          </tbody>
        ) : null;
      })}
      <TrialTotals lines={lines} currency={currency} asOf={asOf} />
    </DataTable>
  );
}

function At({ day }: { day: BusinessDate }) {
  return <SubLine>{formatDate(day)}</SubLine>;
}

type GroupProps = { lines: readonly TrialLine[]; currency: Currency; several: boolean; asOf: boolean };

/** An account of the chart: by itself, or its sum over the branches with those that moved below it. */
function Group({ lines, currency, several, asOf }: GroupProps) {
  const [first] = lines;
  if (!first) return null;
  if (!several || lines.length === 1) {
    return (
      <Row>
        <RowHead>
          <span className="md:whitespace-nowrap">
            <Code>{first.code}</Code>
            <Open id={first.id}>{first.name}</Open>
            {several ? <span className="text-ink-2">, {first.branch}</span> : null}
          </span>
        </RowHead>
        <Figures line={first} currency={currency} asOf={asOf} />
      </Row>
    );
  }
  return (
    <>
      <Row>
        <RowHead>
          <span className="md:whitespace-nowrap">
            <Code>{first.code}</Code>
            {first.name}
          </span>
        </RowHead>
        <Figures line={sumOf(lines)} currency={currency} asOf={asOf} strong />
      </Row>
      {lines.filter(hasMoved).map((line) => (
        <Row key={line.id} quiet>
          <RowHead>
            <span className="whitespace-nowrap ps-18">
              <Open id={line.id}>{line.branch}</Open>
            </span>
          </RowHead>
          <Figures line={line} currency={currency} asOf={asOf} />
        </Row>
      ))}
    </>
  );
}

function Code({ children }: { children: string }) {
  return <span className="inline-block min-w-12 pe-2 font-mono">{children}</span>;
}

function Open({ id, children }: { id: string; children: string }) {
  return (
    <a href={`/ledger/accounts/${id}`} className="link">
      {children}
    </a>
  );
}

function hasMoved({ closedMinor, debitsMinor, creditsMinor }: TrialLine): boolean {
  return closedMinor !== 0n || debitsMinor !== 0n || creditsMinor !== 0n;
}

type Sums = Pick<TrialLine, "closedMinor" | "debitsMinor" | "creditsMinor">;

function Figures({
  line: { closedMinor, debitsMinor, creditsMinor },
  currency,
  asOf,
  strong = false,
}: {
  line: Sums;
  currency: Currency;
  asOf: boolean;
  strong?: boolean;
}) {
  const now = closedMinor + debitsMinor - creditsMinor;
  const weight = strong ? "font-medium" : "";
  const balance = (
    <>
      <Td num>{closedMinor > 0n ? <Money minor={closedMinor} currency={currency} /> : null}</Td>
      <Td num>{closedMinor < 0n ? <Money minor={-closedMinor} currency={currency} /> : null}</Td>
    </>
  );
  if (asOf) return balance;
  return (
    <>
      {balance}
      <Td num>{debitsMinor === 0n ? null : <Money minor={debitsMinor} currency={currency} />}</Td>
      <Td num>{creditsMinor === 0n ? null : <Money minor={creditsMinor} currency={currency} />}</Td>
      <Td num>
        <span className={weight}>
          <Money minor={now < 0n ? -now : now} currency={currency} />
        </span>
      </Td>
      <Td>{now === 0n ? null : now > 0n ? "Dr" : "Cr"}</Td>
    </>
  );
}

function byCode(lines: readonly TrialLine[]): TrialLine[][] {
  const groups = new Map<string, TrialLine[]>();
  for (const line of lines) groups.set(line.code, [...(groups.get(line.code) ?? []), line]);
  return [...groups.values()];
}

function sumOf(lines: readonly TrialLine[]): Sums {
  const sum = (of: (line: TrialLine) => bigint) => lines.reduce((total, line) => total + of(line), 0n);
  return {
    closedMinor: sum((line) => line.closedMinor),
    debitsMinor: sum((line) => line.debitsMinor),
    creditsMinor: sum((line) => line.creditsMinor),
  };
}
