import { Money } from "@/components/bank/money";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th, TotalsRow } from "@/components/ui/data-table";
import { hrefWith } from "@/components/ui/href";
import type { Actor } from "@/lib/core/context";
import { formatIban } from "@/lib/core/iban";
import { may } from "@/lib/identity/authorize";
import type { EntryDetail, EntryLeg, EntryTotal } from "@/lib/ledger/entry-queries";

type Shown = Pick<EntryDetail, "legs" | "totals" | "nextAfter">;
type EntryLegsProps = {
  entry: Shown;
  actor: Actor;
  /** Where the other legs of a long entry are shown; null where a form would be left for them. */
  path: string | null;
  /** The day as of which the reader came here: accounts of the books open as of it. */
  asOf?: string | undefined;
};

/** The entry as an account in T form: debits on the one side, credits on the other, equal at the foot. */
export function EntryLegs({ entry: { legs, totals, nextAfter }, actor, path, asOf }: EntryLegsProps) {
  const all = totals.reduce((sum, total) => sum + total.legs, 0);
  const [first, last] = [legs[0]?.no ?? 0, legs.at(-1)?.no ?? 0];
  return (
    <div className="grid gap-6">
      {totals
        .map((total) => ({ ...total, rows: legs.filter(({ currency }) => currency === total.currency) }))
        .map(({ rows, ...total }) =>
          rows.length > 0 ? (
            <LegTable key={total.currency} total={total} legs={rows} actor={actor} asOf={asOf} />
          ) : null,
        )}
      {all > legs.length ? (
        <nav aria-label="Legs" className="flex flex-wrap items-center gap-3">
          <p className="text-ink-2 text-staff">
            {first === 0 ? `No more legs: the entry has ${all}` : `Legs ${first} to ${last} of ${all}`}
          </p>
          {path && nextAfter ? (
            <ButtonLink href={hrefWith(path, { asOf, after: String(nextAfter) })}>Next legs</ButtonLink>
          ) : null}
          {path && first !== 1 ? <ButtonLink href={hrefWith(path, { asOf })}>First legs</ButtonLink> : null}
        </nav>
      ) : null}
    </div>
  );
}

type LegTableProps = { total: EntryTotal; legs: readonly EntryLeg[]; actor: Actor; asOf: string | undefined };

function LegTable({ total, legs, actor, asOf }: LegTableProps) {
  const { currency, debitsMinor, creditsMinor } = total;
  const balances = legs.some(({ balanceAfterMinor }) => balanceAfterMinor !== null);
  return (
    <DataTable
      caption={`Legs in ${currency}`}
      captionHidden
      stacked={["Branch", `Debit, ${currency}`, `Credit, ${currency}`, "Balance after"]}
    >
      <Head>
        <Th>Account</Th>
        <Th>Branch</Th>
        <Th num width="8rem">{`Debit, ${currency}`}</Th>
        <Th num width="8rem">{`Credit, ${currency}`}</Th>
        {balances ? (
          <Th num width="9rem">
            Balance after
          </Th>
        ) : null}
      </Head>
      <tbody>
        {legs.map((leg) => (
          <Row key={leg.no}>
            <RowHead>
              <AccountOf leg={leg} actor={actor} asOf={asOf} />
              <SubLine>{leg.name}</SubLine>
            </RowHead>
            <Td>{leg.branch}</Td>
            <Td num>{leg.minor > 0n ? <Money minor={leg.minor} currency={currency} /> : null}</Td>
            <Td num>{leg.minor < 0n ? <Money minor={-leg.minor} currency={currency} /> : null}</Td>
            {balances ? (
              <Td num>
                {leg.balanceAfterMinor === null ? null : <Money minor={leg.balanceAfterMinor} currency={currency} />}
              </Td>
            ) : null}
          </Row>
        ))}
      </tbody>
      <TotalsRow>
        <Td>Total</Td>
        <Td />
        <Td num>
          <Money minor={debitsMinor} currency={currency} />
        </Td>
        <Td num>
          <Money minor={creditsMinor} currency={currency} />
        </Td>
        {balances ? <Td /> : null}
      </TotalsRow>
    </DataTable>
  );
}

/** The account's number, leading to its page where the reader has one: a customer's account, or an account of the books. */
function AccountOf({
  leg: { accountId, code, kind },
  actor,
  asOf,
}: {
  leg: EntryLeg;
  actor: Actor;
  asOf: string | undefined;
}) {
  const shown = <span className="whitespace-nowrap font-mono">{kind === "deposit" ? formatIban(code) : code}</span>;
  const books = may(actor, "ledger.read") ? hrefWith(`/ledger/accounts/${accountId}`, { asOf }) : null;
  const href = kind === "deposit" && may(actor, "account.read") ? `/accounts/${accountId}` : books;
  if (!href) return shown;
  return (
    <a href={href} className="link">
      {shown}
    </a>
  );
}
