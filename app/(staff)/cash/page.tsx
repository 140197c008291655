import type { Metadata } from "next";
import { Reference } from "@/components/bank/reference";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { Filters } from "@/components/ui/filters";
import { bankFacts } from "@/lib/calendar/queries";
import { cashPosition, countableCash } from "@/lib/cash/count-queries";
import { cashPlaces, latestCashMoves } from "@/lib/cash/queries";
import { branchScope, may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CashMoves } from "./cash-moves";
import { CashPlaces } from "./cash-places";
import { CashPosition } from "./cash-position";
import { MoveCash } from "./move-cash";

export const metadata: Metadata = { title: "Cash" };

export default async function CashPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("cash.read");
  const { branch, moved, currency } = await urlParams(searchParams, ["branch", "moved", "currency"]);
  const [bank, places, moves, countable, position] = await ask(
    Promise.all([
      bankFacts(ctx.db),
      cashPlaces(ctx, branch),
      latestCashMoves(ctx, branch),
      countableCash(ctx),
      cashPosition(ctx, branch),
    ]),
  );
  const bankWide = branchScope(ctx.actor, "cash.read") === null;
  const branches = bank.branches.map(({ id, name }) => ({ value: id as string, label: name }));
  const chosen = bank.currencies.find((one) => one === currency) ?? bank.baseCurrency;
  const form = may(ctx.actor, "vault.move") ? (
    <MoveCash
      places={places}
      currency={chosen}
      currencies={bank.currencies}
      denominations={countable.find(({ currency }) => currency === chosen)?.denominations ?? []}
    />
  ) : null;
  const list = (
    <>
      <CashPlaces places={places} currencies={bank.currencies} withBranch={bankWide} />
      <Section title="Cash position by note">
        <CashPosition position={position} />
      </Section>
      <Section title="Latest cash moves">
        <CashMoves moves={moves} marked={moved} />
      </Section>
    </>
  );
  return (
    <>
      <PageHeader title="Cash" meta="What each vault and till must hold by the books." />
      {moved ? (
        <div className="mb-4">
          <Callout tone="ok" title="The cash is booked">
            Slip <Reference href={`/receipts/${moved}`}>{moved}</Reference> goes with it.
          </Callout>
        </div>
      ) : null}
      {bankWide ? (
        <Filters
          action="/cash"
          fields={[{ kind: "choice", name: "branch", label: "Branch", options: branches }]}
          values={{ branch }}
        />
      ) : null}
      {form ? <Columns side={form}>{list}</Columns> : list}
    </>
  );
}
