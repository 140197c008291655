import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { may } from "@/lib/identity/authorize";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { journalOf } from "@/lib/ledger/journal-queries";
import { sealOf } from "@/lib/ledger/seal-queries";
import { templateTitle } from "@/lib/ledger/templates/registry";
import { entryWorking } from "@/lib/operations/entry-working";
import { entryDocuments } from "@/lib/reports/entry-documents";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { EntryDocuments } from "./entry-documents";
import { EntryFacts } from "./entry-facts";
import { EntryLegs } from "./entry-legs";
import { EntrySeal } from "./entry-seal";
import { EntryWorking } from "./entry-working";
import { JournalFacts } from "./journal-facts";
import { mayBeReversed } from "./may-be-reversed";

export const metadata: Metadata = { title: "Journal entry" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function EntryPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("movement.read");
  const { id } = await params;
  const { after, asOf } = await urlParams(searchParams, ["after", "asOf"]);
  const entry = await ask(entryDetail(ctx, id, legNumber(after)));
  if (!entry) notFound();
  const [seal, working, documents, journal] = await ask(
    Promise.all([
      sealOf(ctx.db, "journal_entries", entry.id),
      entryWorking(ctx, entry),
      entryDocuments(ctx, entry),
      entry.kind === "manual_journal" ? journalOf(ctx, entry.id) : null,
    ]),
  );
  const paper = documents.find(({ href }) => href.startsWith("/receipts/"));
  return (
    <>
      <PageHeader
        eyebrow="Journal entry"
        title={templateTitle(entry.kind)}
        aside={<span className="select-all font-mono">{entry.reference}</span>}
        meta={entry.narrative === templateTitle(entry.kind) ? undefined : entry.narrative}
        actions={
          <>
            {paper ? <ButtonLink href={paper.href}>{paper.what}</ButtonLink> : null}
            {may(ctx.actor, "entry.reverse") && mayBeReversed(entry) ? (
              <ButtonLink href={`/ledger/entries/${entry.id}/reverse`}>Reverse…</ButtonLink>
            ) : null}
          </>
        }
      />
      <Columns
        side={
          <>
            <EntryFacts entry={entry} />
            <JournalFacts journal={journal} />
            <EntryDocuments documents={documents} />
            <EntrySeal seal={seal} />
          </>
        }
      >
        <Section title="Both sides">
          <EntryLegs entry={entry} actor={ctx.actor} path={`/ledger/entries/${entry.id}`} asOf={asOf} />
        </Section>
        <Section title="How this was worked out">
          <EntryWorking legs={entry.legs} working={working} />
        </Section>
      </Columns>
    </>
  );
}

/** The leg after which a page of legs begins, as it stands in the address; anything else begins at the first. */
const legNumber = (typed: string | undefined): number => (/^\d{1,5}$/.test(typed ?? "") ? Number(typed) : 0);
