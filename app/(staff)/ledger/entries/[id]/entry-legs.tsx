import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th, TotalsRow } from "@/components/ui/data-table";
import type { Actor } from "@/lib/core/context";
import type { Currency } from "@/lib/core/currencies";
import { formatIban } from "@/lib/core/iban";
import { may } from "@/lib/identity/authorize";
import type { EntryLeg } from "@/lib/ledger/entry-queries";

/** The entry as an account in T form: debits on the one side, credits on the other, equal at the foot. */
export function EntryLegs({ legs, actor }: { legs: readonly EntryLeg[]; actor: Actor }) {
  const currencies = [...new Set(legs.map((leg) => leg.currency))];
  return (
    <div className="grid gap-6">
      {currencies.map((currency) => (
        <LegTable
          key={currency}
          currency={currency}
          legs={legs.filter((leg) => leg.currency === currency)}
          actor={actor}
        />
      ))}
    </div>
  );
}

function LegTable({ currency, legs, actor }: { currency: Currency; legs: readonly EntryLeg[]; actor: Actor }) {
  const debits = legs.reduce((sum, leg) => (leg.minor > 0n ? sum + leg.minor : sum), 0n);
  const credits = legs.reduce((sum, leg) => (leg.minor < 0n ? sum - leg.minor : sum), 0n);
  const balances = legs.some(({ balanceAfterMinor }) => balanceAfterMinor !== null);
  return (
    <DataTable caption={`Legs in ${currency}`} captionHidden>
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
              <AccountOf leg={leg} actor={actor} />
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
        <Td colSpan={2}>Total</Td>
        <Td num>
          <Money minor={debits} currency={currency} />
        </Td>
        <Td num>
          <Money minor={credits} currency={currency} />
        </Td>
        {balances ? <Td /> : null}
      </TotalsRow>
    </DataTable>
  );
}

/** The account's number, leading to its page where the reader has one: a customer's account, or an account of the books. */
function AccountOf({ leg: { accountId, code, kind }, actor }: { leg: EntryLeg; actor: Actor }) {
  const shown = <span className="whitespace-nowrap font-mono">{kind === "deposit" ? formatIban(code) : code}</span>;
  const books = may(actor, "ledger.read") ? `/ledger/accounts/${accountId}` : null;
  const href = kind === "deposit" && may(actor, "account.read") ? `/accounts/${accountId}` : books;
  if (!href) return shown;
  return (
    <a href={href} className="link">
      {shown}
    </a>
  );
}
