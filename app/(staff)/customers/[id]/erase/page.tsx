import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/dates";
import { erasureOf } from "@/lib/customers/erasure-queries";
import { openCustomer } from "@/lib/customers/profile-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { eraseCustomerAction } from "../../actions";

export default async function ErasePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.erase");
  const customer = await ask(openCustomer(ctx, (await params).id));
  const erasure = await ask(erasureOf(ctx, customer.id));
  if (!erasure || customer.mergedInto) redirect(`/customers/${customer.id}`);
  const { keptUntil, isOver, years } = erasure;
  return (
    <div className="grid max-w-[36rem] gap-5">
      <PageTitle>{`Erase ${customer.fullName}`}</PageTitle>
      <PageHeader
        back={{ href: `/customers/${customer.id}`, label: "The customer" }}
        title="Erase for good"
        meta={
          <>
            <bdi className="text-ink">{customer.fullName}</bdi> ·{" "}
            <span className="font-mono">{customer.customerNo}</span>
          </>
        }
      />
      <Callout
        tone={isOver ? "held" : "info"}
        title={
          isOver ? `Kept until ${formatDate(keptUntil)}: the period is over` : `Kept until ${formatDate(keptUntil)}`
        }
      >
        {`The bank keeps what it knows of people for ${years === 1 ? "a year" : `${years} years`} after they left.`}
      </Callout>
      {isOver ? (
        <>
          <p className="max-w-measure">
            Name, contact, documents with their pictures, declarations, payees and sign-in are deleted and cannot be
            brought back, and nobody can read the details of what was done any more. Entries, accounts and loans stay in
            the books without the person.
          </p>
          <BankForm id="erase" action={eraseCustomerAction} initialKey={randomUUID()}>
            <HiddenField name="customerId" value={customer.id} />
            <TextArea name="reason" label="Reason" hint="Stays in the request: name no person in it." rows={2} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton look="danger">{`Ask to erase ${customer.customerNo}`}</SubmitButton>
              <ButtonLink href="/erasure">Cancel</ButtonLink>
            </div>
          </BankForm>
        </>
      ) : null}
    </div>
  );
}
