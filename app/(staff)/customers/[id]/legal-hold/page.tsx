import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Timeline } from "@/components/ui/timeline";
import { formatLocalTime } from "@/lib/core/local-time";
import { type LegalHold, legalHoldsOf } from "@/lib/customers/legal-hold-queries";
import { openCustomer } from "@/lib/customers/profile-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { liftLegalHoldAction, placeLegalHoldAction } from "../../actions";

export default async function LegalHoldPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.hold");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.mergedInto) redirect(`/customers/${customer.id}`);
  const holds = await ask(legalHoldsOf(ctx, customer.id));
  const open = holds.find(({ liftedAt }) => liftedAt === null);
  return (
    <div className="grid max-w-[36rem] gap-5">
      <PageTitle>{`Legal hold on ${customer.fullName}`}</PageTitle>
      <PageHeader
        back={{ href: `/customers/${customer.id}`, label: "The customer" }}
        title="Legal hold"
        meta={
          <>
            <bdi className="text-ink">{customer.fullName}</bdi> ·{" "}
            <span className="font-mono">{customer.customerNo}</span>
          </>
        }
      />
      {open ? (
        <Callout tone="held" title={`On since ${formatLocalTime(open.placedAt)}, by ${open.placedBy}`}>
          <p className="whitespace-pre-line">{open.reason}</p>
        </Callout>
      ) : (
        <p className="max-w-measure">
          For a court or an authority that wants what the bank knows of this person kept. While it stands nothing of
          them is erased or deleted, also after the retention period.
        </p>
      )}
      <BankForm id="hold" action={open ? liftLegalHoldAction : placeLegalHoldAction} initialKey={randomUUID()}>
        <HiddenField name="customerId" value={customer.id} />
        <TextArea
          name="reason"
          label="Reason"
          hint={open ? "Why it may end. A second compliance officer must agree." : "Who asks, and their reference."}
          rows={2}
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{open ? "Ask to lift the legal hold" : "Place a legal hold"}</SubmitButton>
          <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
        </div>
      </BankForm>
      {holds.length > 0 ? (
        <Section title="History">
          <Timeline label="Legal holds" items={holds.flatMap(stepsOf)} />
        </Section>
      ) : null}
    </div>
  );
}

function stepsOf({ id, reason, placedAt, placedBy, liftedAt, liftedBy, liftReason }: LegalHold) {
  const placed = { id, title: "Placed", meta: `${formatLocalTime(placedAt)} · ${placedBy}`, body: reason };
  if (!liftedAt) return [placed];
  const lifted = { title: "Lifted", meta: `${formatLocalTime(liftedAt)} · ${liftedBy ?? "the bank"}` };
  return [{ id: `${id} lifted`, ...lifted, ...(liftReason ? { body: liftReason } : {}) }, placed];
}
