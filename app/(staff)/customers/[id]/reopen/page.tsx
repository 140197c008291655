import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { mayBecome } from "@/lib/core/life-cycles";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { reopenCustomerAction } from "../../actions";
import { CustomerStripFor } from "../../customer-strip-for";

export default async function ReopenCustomerPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (!mayBecome("customers", customer.status, "draft") || customer.mergedInto) redirect(`/customers/${customer.id}`);
  const standing = await ask(accountsStanding(ctx, customer.id));
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <PageTitle>{`Take up ${customer.fullName} again`}</PageTitle>
      <div className="grid max-w-[36rem] gap-5">
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title="Take up again"
          meta="The application becomes a draft. Everything in it is checked and decided anew before the person is a customer."
        />
        {customer.status === "rejected" ? (
          <p className="max-w-measure">
            It was rejected{customer.decidedByName ? ` by ${customer.decidedByName}` : ""}: {customer.decisionReason}
          </p>
        ) : null}
        <BankForm id="reopen" action={reopenCustomerAction} initialKey={randomUUID()}>
          <HiddenField name="customerId" value={customer.id} />
          <TextArea
            name="reason"
            label="Reason"
            hint="Such as a new document, or a customer who comes back."
            rows={2}
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{`Take up ${customer.fullName} again`}</SubmitButton>
            <ButtonLink href={`/customers/${customer.id}`}>Cancel</ButtonLink>
          </div>
        </BankForm>
      </div>
    </>
  );
}
