import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { MemorableDateField } from "@/components/form/date-field";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { waitingRequest } from "@/lib/approvals/waiting-request";
import { formatDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { recordDeathAction } from "../../actions";
import { CustomerStripFor } from "../../customer-strip-for";

export default async function DeathPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active" || customer.kind !== "individual") redirect(`/customers/${customer.id}`);
  const [standing, waiting] = await ask(
    Promise.all([accountsStanding(ctx, customer.id), waitingRequest(ctx, "customer.record_death", customer.id)]),
  );
  const { deceasedOn } = customer;
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <PageTitle>{`Death of ${customer.fullName}`}</PageTitle>
      <div className="grid max-w-[36rem] gap-5">
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title={deceasedOn ? "Take back the death" : "Record a death"}
          meta={
            deceasedOn
              ? "Once the branch manager agrees, money leaves the accounts of this customer again and they may sign in."
              : "Once the branch manager agrees, nothing leaves the accounts of this customer and their sign-in is shut. Money still comes in."
          }
        />
        {deceasedOn ? (
          <Callout tone="held" title={`Died on ${formatDate(deceasedOn)}`}>
            Take the death back only if it was recorded by mistake.
          </Callout>
        ) : null}
        {waiting ? (
          <>
            <Callout tone="second" title="Waits for a second person">
              {`Asked by ${waiting.own ? "you" : waiting.maker}, ${formatLocalTime(waiting.askedAt)}.`}
              {waiting.own || may(ctx.actor, "customer.approve") ? (
                <>
                  {" "}
                  <a href={`/approvals/${waiting.id}`} className="link">
                    See the request
                  </a>
                </>
              ) : null}
            </Callout>
            <ButtonLink href={`/customers/${customer.id}`}>Back to the customer</ButtonLink>
          </>
        ) : (
          <BankForm id="death" action={recordDeathAction} initialKey={randomUUID()}>
            <HiddenField name="customerId" value={customer.id} />
            {deceasedOn ? null : (
              <MemorableDateField name="diedOn" label="Date of death" hint="As the certificate says." />
            )}
            <TextArea
              name="reason"
              label="Reason"
              hint={deceasedOn ? "Why it is not so." : "What proves it, such as the number of the death certificate."}
              rows={2}
            />
            <div className="flex flex-wrap gap-3">
              <SubmitButton look={deceasedOn ? "primary" : "danger"}>
                {deceasedOn ? "Ask to take back the death" : "Ask to record the death"}
              </SubmitButton>
              <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
            </div>
          </BankForm>
        )}
      </div>
    </>
  );
}
