import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { readCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { saveDeclarationsAction } from "../../../actions";
import { DeclarationFields, declaredBefore } from "../../../declaration-fields";
import { OnboardingHeader } from "../onboarding-header";

export default async function DeclarationsPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(readCustomer(ctx, (await params).id));
  if (!isEditable(draft)) redirect(`/customers/${draft.id}`);
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Tax, purpose and declarations" step="later" />
      <BankForm id="declarations" action={saveDeclarationsAction} defaultValue={declaredBefore(draft)}>
        <HiddenField name="section" value="declarations" />
        <HiddenField name="customerId" value={draft.id} />
        <DeclarationFields known={draft.declarations} />
        <div>
          <SubmitButton>Save and check answers</SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}
