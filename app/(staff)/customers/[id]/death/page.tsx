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
import { formatDate } from "@/lib/core/dates";
import { accountsOf, openCustomer } from "@/lib/customers/profile-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { recordDeathAction } from "../../actions";
import { CustomerStripFor } from "../../customer-strip-for";

export default async function DeathPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active" || customer.kind !== "individual") redirect(`/customers/${customer.id}`);
  const accounts = await ask(accountsOf(ctx, customer.id));
  const { deceasedOn } = customer;
  return (
    <>
      <CustomerStripFor customer={customer} accounts={accounts} on={ctx.businessDate} />
      <PageTitle>{`Death of ${customer.fullName}`}</PageTitle>
      <div className="grid max-w-[36rem] gap-5">
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title="Record a death"
          meta="Once the branch manager agrees, nothing leaves the accounts of this customer and their sign-in is shut. Money still comes in."
        />
        {deceasedOn ? (
          <Callout tone="held" title={`Died on ${formatDate(deceasedOn)}`}>
            Take it back only if it was recorded by mistake.
          </Callout>
        ) : null}
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
              {deceasedOn ? "Ask to take it back" : "Ask to record the death"}
            </SubmitButton>
            <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
          </div>
        </BankForm>
      </div>
    </>
  );
}
