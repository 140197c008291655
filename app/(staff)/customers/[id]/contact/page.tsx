import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { formatPhone } from "@/lib/core/format-phone";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { changeReachAction } from "../../actions";
import { ContactFields } from "../../contact-fields";
import { CustomerStripFor } from "../../customer-strip-for";

export default async function ContactChangePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active") redirect(`/customers/${customer.id}`);
  const standing = await ask(accountsStanding(ctx, customer.id));
  const { street, postcode, city, country } = customer.address ?? {};
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <div className="max-w-[36rem]">
        <PageTitle>{`Contact of ${customer.fullName}`}</PageTitle>
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title="Change contact and address"
          meta="The customer is told of the change, at the e-mail address the bank had before."
        />
        <BankForm
          id="reach"
          action={changeReachAction}
          initialKey={randomUUID()}
          defaultValue={{
            ...{ street, postcode, city, country },
            email: customer.email ?? undefined,
            phone: customer.phone ? formatPhone(customer.phone) : undefined,
          }}
        >
          <HiddenField name="customerId" value={customer.id} />
          <ContactFields kind={customer.kind} />
          <div>
            <SubmitButton>{`Change the contact of ${customer.fullName}`}</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}
