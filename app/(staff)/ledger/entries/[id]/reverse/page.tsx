import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { neededFor, ownPowers } from "@/lib/approvals/own-powers";
import { capitalised } from "@/lib/core/read-text";
import { type EntryDetail, entryDetail } from "@/lib/ledger/entry-queries";
import { reversalReasons } from "@/lib/ledger/schema";
import { templateTitle } from "@/lib/ledger/templates/registry";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { OwnPowersNote } from "../../../../accounts/own-powers-note";
import { EntryLegs } from "../entry-legs";
import { mayBeReversed } from "../may-be-reversed";
import { reverseEntryAction } from "./actions";

export const metadata: Metadata = { title: "Reverse an entry" };

const reasons = Object.entries(reversalReasons).map(([value, words]) => ({ value, label: capitalised(words) }));

export default async function ReverseEntryPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("entry.reverse");
  const entry = (await ask(entryDetail(ctx, (await params).id))) ?? notFound();
  const back = `/ledger/entries/${entry.id}`;
  // What it moved, in the currency of its first leg.
  const [moved] = entry.totals;
  const powers = moved ? await ask(ownPowers(ctx, "entry.reverse", moved.currency)) : null;
  const waits = moved && powers ? neededFor(powers, moved.debitsMinor) !== null : false;
  return (
    <>
      <PageHeader
        back={{ href: back, label: "Journal entry" }}
        eyebrow="Reverse"
        title={templateTitle(entry.kind)}
        aside={<span className="select-all font-mono">{entry.reference}</span>}
        meta="A new entry with the opposite sides and the same value date. The one it reverses stays as it is. Where it takes an account below its limit, a second person agrees first."
      />
      {mayBeReversed(entry) ? (
        <>
          <Section title="What will be booked">
            <EntryLegs entry={opposite(entry)} actor={ctx.actor} path={null} />
          </Section>
          <div className="mt-5 max-w-[36rem]">
            <BankForm id="reverse" action={reverseEntryAction} initialKey={randomUUID()} money>
              <HiddenField name="entryId" value={entry.id} />
              <SelectField name="reason" label="Reason" options={reasons} width="18rem" />
              <TextField name="note" label="Note for the activity log" optional maxLength={140} />
              {moved && powers ? (
                <OwnPowersNote formId="reverse" currency={moved.currency} powers={powers} minor={moved.debitsMinor} />
              ) : null}
              <div className="flex flex-wrap gap-3">
                <SubmitButton look="danger">
                  {waits ? `Send the reversal of ${entry.reference} for approval` : `Reverse ${entry.reference}`}
                </SubmitButton>
                <ButtonLink href={back}>Cancel</ButtonLink>
              </div>
            </BankForm>
          </div>
        </>
      ) : (
        <div className="grid max-w-measure justify-items-start gap-3">
          <Callout tone="held" title="This entry cannot be reversed">
            It was reversed already, or its own records would then differ from the books. Book the movement that
            corrects it.
          </Callout>
          <ButtonLink href={back}>Back to the entry</ButtonLink>
        </div>
      )}
    </>
  );
}

/** The legs as their reversal books them. */
const opposite = (entry: EntryDetail): EntryDetail => ({
  ...entry,
  legs: entry.legs.map((leg) => ({ ...leg, minor: -leg.minor, balanceAfterMinor: null })),
  totals: entry.totals.map((total) => ({ ...total, debitsMinor: total.creditsMinor, creditsMinor: total.debitsMinor })),
});
