import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Faults } from "@/components/ui/faults";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { recordListView } from "@/lib/audit/record-list-view";
import { bankFacts } from "@/lib/calendar/queries";
import { formatDate } from "@/lib/core/dates";
import { branchScope, may } from "@/lib/identity/authorize";
import { readEntryQuery, USUAL_DAYS } from "@/lib/ledger/entry-filters";
import { listEntries } from "@/lib/ledger/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { entryFilters } from "./entry-filter-fields";
import { EntryTable } from "./entry-table";

export const metadata: Metadata = { title: "Movements" };

const names = ["q", "kind", "branch", "channel", "actor", "from", "to", "min", "max", "older", "newer"] as const;

export default async function MovementsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("movement.read");
  const [{ older, newer, ...query }, bank] = await ask(
    Promise.all([urlParams(searchParams, names), bankFacts(ctx.db)]),
  );
  const { filters, faults, usualFrom } = readEntryQuery(query, bank.baseCurrency, ctx.businessDate);
  const page = await ask(listEntries(ctx, filters, { older, newer }));
  await ask(recordListView(ctx, { list: "movements", filters: query, ids: page.rows.map(({ id }) => id) }));
  const bankWide = branchScope(ctx.actor, "movement.read") === null;
  return (
    <>
      <PageHeader
        title="Movements"
        meta="Every entry of the journal, newest banking day first"
        actions={
          may(ctx.actor, "incoming.book") ? (
            <ButtonLink href="/payments/incoming" keys="I">
              Book an incoming payment
            </ButtonLink>
          ) : null
        }
      />
      <Filters action="/movements" fields={entryFilters(bank, bankWide)} values={query} />
      <Faults of={Object.values(faults)} />
      {usualFrom ? (
        <p className="mb-3 text-ink-2 text-meta">
          {USUAL_DAYS} days, from {formatDate(usualFrom)} on. Set “Booked from” to look further back.
        </p>
      ) : null}
      {page.rows.length > 0 ? (
        <EntryTable id="movements" rows={page.rows} caption={`${page.rows.length} on this page`} />
      ) : Object.keys(query).length > 0 ? (
        <Empty kind="no-results" title="No entry fits this" clearHref="/movements">
          {query.q
            ? "A reference is looked up as a whole, like TRF-7YH2K9M4A-0; one wrong character finds nothing."
            : null}
        </Empty>
      ) : (
        <Empty kind="none" title="Nothing booked yet" />
      )}
      <KeysetPager path="/movements" params={query} page={page} to="movements" />
    </>
  );
}
