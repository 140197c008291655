import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/dates";
import { accountsOf, openCustomer } from "@/lib/customers/profile-queries";
import { documentProblem } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { reviewCustomerAction } from "../../actions";
import { CustomerStripFor } from "../../customer-strip-for";
import { DeclarationFields, declaredBefore } from "../../declaration-fields";

export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active") redirect(`/customers/${customer.id}`);
  const accounts = await ask(accountsOf(ctx, customer.id));
  const problem = documentProblem(customer, ctx.businessDate);
  const due = customer.nextReviewOn;
  return (
    <>
      <CustomerStripFor customer={customer} accounts={accounts} on={ctx.businessDate} />
      <div className="max-w-[36rem]">
        <title>{`Review of ${customer.fullName} – Countinghouse`}</title>
        <PageHeader title="Review" meta={due ? `Due ${formatDate(due)}` : "Never reviewed"} />
        {problem ? (
          <div className="mb-5">
            <Callout tone="danger" title={problem.sentence} />
          </div>
        ) : null}
        <BankForm
          id="review"
          action={reviewCustomerAction}
          initialKey={randomUUID()}
          defaultValue={declaredBefore(customer)}
        >
          <HiddenField name="section" value="declarations" />
          <HiddenField name="customerId" value={customer.id} />
          <DeclarationFields known={customer.declarations} />
          <div>
            <SubmitButton>{`Complete the review of ${customer.fullName}`}</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}
