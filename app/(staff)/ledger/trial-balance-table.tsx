import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { hrefWith } from "@/components/ui/href";
import { Status } from "@/components/ui/status";
import type { Currency } from "@/lib/core/currencies";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import type { DayState, TrialBalance, TrialLine } from "@/lib/ledger/trial-balance";
import { Sided } from "./accounts/[id]/account-balance";
import { classNames } from "./class-names";
import { TrialTotals } from "./trial-totals";

type Props = {
  balance: TrialBalance;
  currency: Currency;
  /** The day whose balances alone are shown, without what was booked since; every account opens as of it. */
  asOf: BusinessDate | undefined;
};

/** The chart of accounts by class with debits and credits; of several branches each account has its sum and its branches. */
export function TrialBalanceTable({ balance: { lines, closedDay, days }, currency, asOf }: Props) {
  const at = days.find(({ day }) => day === closedDay);
  const since = days.filter((state) => state !== at);
  const several = new Set(lines.map(({ branch }) => branch)).size > 1;
  return (
    <DataTable
      caption={`Trial balance in ${currency}`}
      captionHidden
      stacked={["Debit", "Credit", "Debits since", "Credits since", "Balance now"]}
    >
      <Head>
        <Th>Account</Th>
        <Th num>Debit{at ? <At state={at} /> : null}</Th>
        <Th num>Credit{at ? <At state={at} /> : null}</Th>
        {asOf ? null : (
          <>
            <Th num>
              Debits since
              {since.map((state) => (
                <At key={state.day} state={state} />
              ))}
            </Th>
            <Th num>
              Credits since
              {since.map((state) => (
                <At key={state.day} state={state} />
              ))}
            </Th>
            <Th num>Balance now</Th>
          </>
        )}
      </Head>
      {Object.entries(classNames).map(([name, title]) => {
        const members = lines.filter((line) => line.class === name);
        return members.length > 0 ? (
          <tbody key={name}>
            <tr>
              <th scope="rowgroup" colSpan={asOf ? 3 : 6} className="px-2.5 pt-3 pb-1 text-start font-semibold">
                {title}
              </th>
            </tr>
            {byCode(members).map((group) => (
              <Group key={group[0]?.code} lines={group} currency={currency} several={several} asOf={asOf} />
            ))}
          </tbody>
        ) : null;
      })}
      <TrialTotals lines={lines} currency={currency} asOf={asOf !== undefined} />
    </DataTable>
  );
}

function At({ state: { day, status } }: { state: DayState }) {
  return (
    <SubLine>
      <span className="block whitespace-nowrap font-normal">{formatDate(day)}</span>
      <span className="font-normal">
        <Status of="day" is={status} />
      </span>
    </SubLine>
  );
}

type GroupProps = {
  lines: readonly TrialLine[];
  currency: Currency;
  several: boolean;
  asOf: BusinessDate | undefined;
};

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
            <Open id={first.id} asOf={asOf}>
              {first.name}
            </Open>
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
            <span className="block ps-22 max-md:ps-4 md:whitespace-nowrap">
              <Open id={line.id} asOf={asOf}>
                {line.branch}
              </Open>
            </span>
          </RowHead>
          <Figures line={line} currency={currency} asOf={asOf} />
        </Row>
      ))}
    </>
  );
}

function Code({ children }: { children: string }) {
  return <span className="inline-block min-w-18 pe-2 font-mono max-md:min-w-12">{children}</span>;
}

function Open({ id, asOf, children }: { id: string; asOf: BusinessDate | undefined; children: string }) {
  return (
    <a href={hrefWith(`/ledger/accounts/${id}`, { asOf })} className="link">
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
  asOf: BusinessDate | undefined;
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
          <Sided minor={now} currency={currency} />
        </span>
      </Td>
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
