import type { Metadata } from "next";
import { Reference } from "@/components/bank/reference";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Columns, Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Filters } from "@/components/ui/filters";
import { ownPowers } from "@/lib/approvals/own-powers";
import { bankFacts } from "@/lib/calendar/queries";
import { cashDrawer, cashPosition, countableCash } from "@/lib/cash/count-queries";
import { openOffers } from "@/lib/cash/offer-queries";
import { cashPlaces, latestCashMoves } from "@/lib/cash/queries";
import { branchScope, may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CashMoves } from "./cash-moves";
import { CashOffers } from "./cash-offers";
import { CashPlaces } from "./cash-places";
import { CashPosition } from "./cash-position";
import { GiveCash } from "./give-cash";
import { MoveCash } from "./move-cash";

export const metadata: Metadata = { title: "Cash" };

export default async function CashPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("cash.read");
  const { branch, moved, given, currency } = await urlParams(searchParams, ["branch", "moved", "given", "currency"]);
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
  const vault = places.find((place) => place.kind === "vault" && place.branchId === ctx.actor.branchId);
  const keeps = may(ctx.actor, "vault.move") && vault !== undefined;
  const [offers, drawer, powers] = await ask(
    Promise.all([
      openOffers(ctx, {}, 5),
      keeps ? cashDrawer(ctx, vault.id, chosen) : null,
      keeps ? ownPowers(ctx, "vault.move", chosen) : null,
    ]),
  );
  const tills = places.filter((place) => place.kind === "till" && place.holder && place.branchId === vault?.branchId);
  const form = (
    <>
      <CashOffers ctx={ctx} offers={offers} />
      {keeps && drawer && powers ? (
        <>
          <Panel title={`From the vault to a till, ${chosen}`}>
            <GiveCash fromId={vault.id} currency={chosen} drawer={drawer} receivers={tills} powers={powers} />
          </Panel>
          <MoveCash
            places={places}
            currency={chosen}
            currencies={bank.currencies}
            denominations={countable.find(({ currency }) => currency === chosen)?.denominations ?? []}
          />
        </>
      ) : null}
    </>
  );
  const list = (
    <>
      <CashPlaces
        places={places}
        currencies={bank.currencies}
        withBranch={bankWide}
        withLimits={may(ctx.actor, "cash.limit")}
        vaultOf={may(ctx.actor, "vault.count") ? ctx.actor.branchId : null}
        counting={may(ctx.actor, "till.count_for") ? { userId: ctx.actor.userId, branchId: ctx.actor.branchId } : null}
      />
      <Section title="By note and coin">
        <CashPosition position={position} />
      </Section>
      <Section title="Latest cash moves">
        <CashMoves moves={moves} marked={moved} />
      </Section>
    </>
  );
  return (
    <>
      <PageHeader
        title="Cash"
        meta="What each vault and till must hold by the books."
        actions={
          <>
            <ButtonLink href="/cash/position">Cash position</ButtonLink>
            <ButtonLink href="/cash/sessions">Till sessions and journals</ButtonLink>
            <ButtonLink href="/cash/differences">Cash differences</ButtonLink>
          </>
        }
      />
      {moved ? (
        <div className="mb-4">
          <Callout tone="ok" title="The cash is booked">
            Slip <Reference href={`/receipts/${moved}`}>{moved}</Reference> goes with it.
          </Callout>
        </div>
      ) : null}
      {given ? (
        <div className="mb-4">
          <Callout tone="held" title="The cash is on its way">
            It is booked once your colleague takes it. Until then it counts in your till or vault.
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
      {keeps || offers.rows.length > 0 ? <Columns side={form}>{list}</Columns> : list}
    </>
  );
}
