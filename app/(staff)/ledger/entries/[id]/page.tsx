import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { parseReference } from "@/lib/core/references";
import { may } from "@/lib/identity/authorize";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { sealOf } from "@/lib/ledger/seal-queries";
import { templateTitle } from "@/lib/ledger/templates/registry";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { EntryFacts } from "./entry-facts";
import { EntryLegs } from "./entry-legs";
import { EntrySeal } from "./entry-seal";
import { mayBeReversed } from "./may-be-reversed";

export const metadata: Metadata = { title: "Journal entry" };

/** Movements on a customer's account have a receipt. */
const WITH_RECEIPT = new Set(["CSH", "TRF", "INC", "LND", "LNR", "HLD", "REV"]);

export default async function EntryPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("movement.read");
  const entry = await ask(entryDetail(ctx, (await params).id));
  if (!entry) notFound();
  const seal = await ask(sealOf(ctx.db, "journal_entries", entry.id));
  const document = WITH_RECEIPT.has(parseReference(entry.reference)?.kind ?? "");
  return (
    <>
      <PageHeader
        eyebrow="Journal entry"
        title={templateTitle(entry.kind)}
        aside={<span className="select-all font-mono">{entry.reference}</span>}
        meta={entry.narrative}
        actions={
          <>
            {document ? <ButtonLink href={`/receipts/${entry.reference}`}>Receipt</ButtonLink> : null}
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
            <EntrySeal seal={seal} />
          </>
        }
      >
        <Section title="Both sides">
          <EntryLegs legs={entry.legs} actor={ctx.actor} />
        </Section>
      </Columns>
    </>
  );
}
