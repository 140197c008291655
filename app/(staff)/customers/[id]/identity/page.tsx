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
import { askIdentityAction } from "../../actions";
import { CustomerStripFor } from "../../customer-strip-for";
import { DocumentFields } from "../../document-fields";
import { IdentityFields } from "../../identity-fields";

export default async function IdentityChangePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const customer = await ask(openCustomer(ctx, (await params).id));
  if (customer.status !== "active" || customer.kind !== "individual") redirect(`/customers/${customer.id}`);
  const standing = await ask(accountsStanding(ctx, customer.id));
  const { fullName, birthDate, nationality, document } = customer;
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing} on={ctx.businessDate} />
      <div className="max-w-[36rem]">
        <PageTitle>{`Identity of ${fullName}`}</PageTitle>
        <PageHeader
          back={{ href: `/customers/${customer.id}`, label: "The customer" }}
          title="Change identity"
          meta="From the document in your hand. The branch manager must agree."
        />
        <BankForm
          id="identity"
          action={askIdentityAction}
          initialKey={randomUUID()}
          defaultValue={{
            fullName,
            birthDate: birthDate ?? undefined,
            nationality: nationality ?? undefined,
            documentKind: document?.kind,
            documentCountry: document?.country ?? nationality ?? undefined,
            documentIssuedOn: document?.issuedOn ?? undefined,
            documentExpiresOn: document?.expiresOn,
          }}
        >
          <HiddenField name="customerId" value={customer.id} />
          <IdentityFields />
          <DocumentFields onFile={document?.numberLast4 ?? null} />
          <TextArea name="reason" label="Reason" hint="Such as a marriage or a new passport." rows={2} />
          <div>
            <SubmitButton>{`Ask to change the identity of ${fullName}`}</SubmitButton>
          </div>
        </BankForm>
      </div>
    </>
  );
}
