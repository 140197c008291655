import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/dates";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { openCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { removePersonAction, savePersonAction } from "../../../actions";
import { cardBefore, PersonFields } from "../../../person-fields";
import { PeopleHeader } from "../people-header";

export default async function PersonPage({ params }: { params: Promise<{ id: string; personId: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const { id, personId } = await params;
  const organisation = await ask(openCustomer(ctx, id));
  const open = isEditable(organisation);
  const person = organisation.people.find((one) => one.id === personId);
  if (!person || !(open || organisation.status === "active")) redirect(`/customers/${organisation.id}`);
  const standing = await ask(accountsStanding(ctx, organisation.id));
  return (
    <>
      <PeopleHeader
        organisation={organisation}
        standing={standing}
        on={ctx.businessDate}
        title={person.fullName}
        below="/people"
        meta="The branch manager must agree to a change."
      />
      <div className="max-w-[36rem]">
        {person.customerId ? (
          <div className="mb-5">
            <Callout tone="info" title="A customer of the bank">
              <a href={`/customers/${person.customerId}`} className="link">
                Customer <span className="font-mono">{person.customerNo}</span>
              </a>
              {person.birthDate ? `, born ${formatDate(person.birthDate)}` : ""}. Name and facts are changed there.
            </Callout>
          </div>
        ) : null}
        <BankForm id="person" action={savePersonAction} initialKey={randomUUID()} defaultValue={cardBefore(person)}>
          <HiddenField name="customerId" value={organisation.id} />
          <HiddenField name="personId" value={person.id} />
          {person.customerId ? <HiddenField name="linkedId" value={person.customerId} /> : null}
          <PersonFields linked={person.customerId !== null} withReason={!open} />
          <div>
            <SubmitButton>{open ? "Save the card" : "Ask to change the card"}</SubmitButton>
          </div>
        </BankForm>
        <details className="mt-8 border-rule border-t pt-3">
          <summary className="link min-h-6 w-fit cursor-pointer">No longer behind this organisation</summary>
          <div className="mt-3">
            <BankForm id="remove" action={removePersonAction} initialKey={randomUUID()}>
              <HiddenField name="customerId" value={organisation.id} />
              <HiddenField name="personId" value={person.id} />
              {open ? null : <TextArea name="reason" label="Reason" hint="The branch manager reads it." rows={2} />}
              <div>
                <SubmitButton look="danger" keys={null}>
                  {open ? `Take ${person.fullName} out` : `Ask to take ${person.fullName} out`}
                </SubmitButton>
              </div>
            </BankForm>
          </div>
        </details>
      </div>
    </>
  );
}
