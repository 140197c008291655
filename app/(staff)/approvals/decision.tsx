import { randomUUID } from "node:crypto";
import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/layout/section";
import { Keycap } from "@/components/ui/keycap";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { approveCustomerAction, rejectCustomerAction, returnCustomerAction } from "./actions";

const ratings = [
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
];

/** The three answers of a second person. A no always has its reason. */
export function Decision({ customer, high }: { customer: CustomerRecord; high: boolean }) {
  return (
    <Section title="Decision">
      <div className="max-w-[36rem]">
        <BankForm id="approve" action={approveCustomerAction} initialKey={randomUUID()}>
          <Decided customer={customer} />
          <RadioGroup name="riskRating" label="Risk rating" options={ratings} />
          <TextArea
            name="consentReason"
            label="Why the bank should serve this customer"
            hint={
              high
                ? "High risk: with this you consent as senior manager. Compliance decides after you."
                : "Needed only if you rate them high: with it you consent as senior manager."
            }
            optional={!high}
            rows={2}
          />
          <div>
            <SubmitButton look="second" keys="A">{`Approve ${customer.fullName}`}</SubmitButton>
          </div>
        </BankForm>
        <div className="mt-3 flex flex-wrap items-start gap-3">
          <Refusing summary="Return with reason" keys="R">
            <BankForm id="return" action={returnCustomerAction} initialKey={randomUUID()}>
              <Decided customer={customer} />
              <TextArea name="reason" label="What should be changed" hint="The officer sees this on the application." />
              <div>
                <SubmitButton look="ghost" keys={null}>
                  Return to the officer
                </SubmitButton>
              </div>
            </BankForm>
          </Refusing>
          <Refusing summary="Reject with reason">
            <BankForm id="reject" action={rejectCustomerAction} initialKey={randomUUID()}>
              <Decided customer={customer} />
              <TextArea
                name="reason"
                label="Why the bank does not take this customer"
                hint="Kept with the application."
              />
              <div>
                <SubmitButton look="danger" keys={null}>{`Reject ${customer.fullName}`}</SubmitButton>
              </div>
            </BankForm>
          </Refusing>
        </div>
      </div>
    </Section>
  );
}

/** Which application is decided, as it stood when this page was made. */
function Decided({ customer }: { customer: CustomerRecord }) {
  return (
    <>
      <HiddenField name="customerId" value={customer.id} />
      <HiddenField name="seen" value={customer.submittedAt ?? ""} />
    </>
  );
}

function Refusing({ summary, keys, children }: { summary: string; keys?: string; children: ReactNode }) {
  return (
    <details className="open:basis-full">
      <summary
        data-key={keys?.toLowerCase()}
        aria-keyshortcuts={keys}
        className="flex min-h-9 w-fit cursor-pointer list-none items-center gap-2.5 rounded-control border border-control px-3.5 py-1 font-medium hover:bg-selected [&::-webkit-details-marker]:hidden"
      >
        {summary} {keys ? <Keycap>{keys}</Keycap> : null}
      </summary>
      <div className="mt-3 border-second border-s-3 ps-4">{children}</div>
    </details>
  );
}
