import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { askRegisterAction } from "../../actions";
import { CustomerStripFor } from "../../customer-strip-for";
import { OrganisationFields, registeredBefore } from "../../organisation-fields";

export default async function RegisterChangePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active" || customer.kind !== "organisation") redirect(`/customers/${customer.id}`);
  const standing = await ask(accountsStanding(ctx, customer.id));
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <div className="max-w-[36rem]">
        <PageTitle>{`Register entry of ${customer.fullName}`}</PageTitle>
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The organisation" }}
          title="Change the register entry"
          meta="From the extract in your hand. The branch manager must agree."
        />
        <BankForm
          id="organisation"
          action={askRegisterAction}
          initialKey={randomUUID()}
          defaultValue={registeredBefore(customer)}
        >
          <HiddenField name="customerId" value={customer.id} />
          <OrganisationFields />
          <TextArea name="reason" label="Reason" hint="Such as a new name or a move to another register." rows={2} />
          <div>
            <SubmitButton>{`Ask to change the entry of ${customer.fullName}`}</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}
