import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { parseReference } from "@/lib/core/references";
import { entryDetail } from "@/lib/ledger/entry-queries";
import { templateTitle } from "@/lib/ledger/templates/registry";
import { requireStaff } from "@/lib/web/session";
import { EntryFacts } from "./entry-facts";
import { EntryLegs } from "./entry-legs";

export const metadata: Metadata = { title: "Journal entry" };

/** Movements on a customer's account have a receipt. */
const WITH_RECEIPT = new Set(["CSH", "TRF", "INC", "LND", "LNR"]);

export default async function EntryPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("movement.read");
  const entry = await entryDetail(ctx, (await params).id);
  if (!entry) notFound();
  const document = WITH_RECEIPT.has(parseReference(entry.reference)?.kind ?? "");
  return (
    <>
      <PageHeader
        eyebrow="Journal entry"
        title={templateTitle(entry.kind)}
        aside={<span className="select-all font-mono">{entry.reference}</span>}
        meta={entry.narrative}
        actions={document ? <ButtonLink href={`/receipts/${entry.reference}`}>Receipt</ButtonLink> : null}
      />
      <Columns side={<EntryFacts entry={entry} />}>
        <Section title="Both sides">
          <EntryLegs legs={entry.legs} actor={ctx.actor} />
        </Section>
      </Columns>
    </>
  );
}
