import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/dates";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { documentProblem, peopleProblem } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { reviewCustomerAction, reviewOrganisationAction } from "../../actions";
import { BusinessFields, businessBefore } from "../../business-fields";
import { CustomerStripFor } from "../../customer-strip-for";
import { DeclarationFields, declaredBefore } from "../../declaration-fields";
import { PeopleCards } from "../../people-cards";

export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active") redirect(`/customers/${customer.id}`);
  const standing = await ask(accountsStanding(ctx, customer.id));
  const person = customer.kind === "individual";
  const problem = documentProblem(customer, ctx.businessDate) ?? peopleProblem(customer);
  const due = customer.nextReviewOn;
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <div className="max-w-[36rem]">
        <PageTitle>{`Review of ${customer.fullName}`}</PageTitle>
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title="Review"
          meta={due ? `Due ${formatDate(due)}` : "Never reviewed"}
        />
        {problem ? (
          <div className="mb-5">
            <Callout tone="danger" title={problem.sentence} />
          </div>
        ) : null}
        {person ? null : (
          <Section
            title="Directors, signatories and owners"
            aside={
              <a href={`/customers/${customer.id}/people`} className="link">
                Change
              </a>
            }
          >
            <PeopleCards people={customer.people} />
          </Section>
        )}
        <BankForm
          id="review"
          action={person ? reviewCustomerAction : reviewOrganisationAction}
          initialKey={randomUUID()}
          defaultValue={person ? declaredBefore(customer) : businessBefore(customer)}
        >
          <HiddenField name="section" value={person ? "declarations" : "business"} />
          <HiddenField name="customerId" value={customer.id} />
          {person ? (
            <DeclarationFields known={customer.declarations} />
          ) : (
            <BusinessFields known={customer.declarations} />
          )}
          <div>
            <SubmitButton>{`Complete the review of ${customer.fullName}`}</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}
