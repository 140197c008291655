import { randomUUID } from "node:crypto";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { openCustomer } from "@/lib/customers/profile-queries";
import { hitsStopping } from "@/lib/screening/hit-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { liftProhibitionAction } from "../../actions";
import { PeopleCards } from "../../people-cards";

export default async function ProhibitionPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("screening.decide");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const prohibited = customer.riskRating === "prohibited";
  const hits = await ask(hitsStopping(ctx, customer.id));
  return (
    <div className="grid max-w-[36rem] gap-5">
      <PageTitle>{`Prohibition of ${customer.fullName}`}</PageTitle>
      <PageHeader
        back={{ href: `/customers/${customer.id}`, label: "The customer" }}
        title="Serve this customer again"
        meta={
          <>
            <bdi className="text-ink">{customer.fullName}</bdi> ·{" "}
            <span className="font-mono">{customer.customerNo}</span>
          </>
        }
      />
      {prohibited ? null : <Callout tone="info" title="The bank may serve this customer already" />}
      <p className="max-w-measure">
        This is possible only once no list names the customer or anybody behind them. From then on they are of high
        risk, and a senior manager is asked to consent. What was confirmed of somebody who left is decided anew should
        they come back.
      </p>
      {customer.kind === "organisation" ? (
        <Section title="Behind it today">
          <PeopleCards people={customer.people} />
        </Section>
      ) : null}
      {hits.length > 0 ? (
        <Section title="Likenesses on file">
          <ul className="grid gap-1">
            {hits.map(({ id, status, name }) => (
              <li key={id}>
                <a href={`/screening/${id}`} className="link inline-block min-h-6">
                  <bdi>{name}</bdi>
                </a>{" "}
                <span className="text-ink-2">{status === "confirmed" ? "confirmed" : "not decided"}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {prohibited ? (
        <BankForm id="prohibition" action={liftProhibitionAction} initialKey={randomUUID()}>
          <HiddenField name="customerId" value={customer.id} />
          <TextArea
            name="reason"
            label="Reason"
            hint="What you looked at. A second compliance officer must agree."
            rows={2}
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton look="second">Ask to serve this customer again</SubmitButton>
            <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
          </div>
        </BankForm>
      ) : null}
    </div>
  );
}
