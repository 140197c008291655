import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { mayUndo, undoneBy } from "@/lib/cash/undo-queries";
import { capitalised } from "@/lib/core/read-text";
import { spokenRole } from "@/lib/identity/staff-rights";
import { reversalReasons } from "@/lib/ledger/schema";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { undoLastMovementAction } from "../actions";
import { paperFor } from "../paper-for";

export const metadata: Metadata = { title: "Undo the last movement" };

const reasons = Object.entries(reversalReasons).map(([value, words]) => ({ value, label: capitalised(words) }));

export default async function UndoPage({ params }: { params: Promise<{ reference: string }> }) {
  const ctx = await requireStaff("till.operate");
  const { paper } = (await ask(paperFor(ctx, (await params).reference))) ?? notFound();
  const entryId = await ask(mayUndo(ctx, paper.reference));
  const checker = entryId && (await ask(undoneBy(ctx, entryId)));
  const back = `/receipts/${paper.reference}`;
  return (
    <>
      <PageHeader
        back={{ href: back, label: "Receipt" }}
        eyebrow="Undo"
        title={`${paper.title}, ${paper.amount}`}
        meta="The movement stays and a new entry reverses it, once a second person agreed. If cash changed hands, it goes back first."
      />
      {entryId ? (
        <div className="max-w-[36rem]">
          <BankForm id="undo" action={undoLastMovementAction} initialKey={randomUUID()} money>
            <HiddenField name="entryId" value={entryId} />
            <SelectField name="reason" label="Reason" options={reasons} width="18rem" />
            <TextField name="note" label="Note for the second person" optional maxLength={140} />
            {checker ? (
              <Callout tone="second" title="Needs a second person">
                A {spokenRole(checker)} must agree. Nothing is posted until then.
              </Callout>
            ) : null}
            <div className="flex flex-wrap gap-3">
              <SubmitButton>Send for approval</SubmitButton>
              <ButtonLink href={back}>Cancel</ButtonLink>
            </div>
          </BankForm>
        </div>
      ) : (
        <div className="grid max-w-measure justify-items-start gap-3">
          <Callout tone="held" title="This movement cannot be undone here">
            Only the last movement of your open till can be undone, on the day it was made. Ask your branch manager.
          </Callout>
          <ButtonLink href={back}>Back to the receipt</ButtonLink>
        </div>
      )}
    </>
  );
}
