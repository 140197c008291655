import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { readCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { changeIdentityAction, saveIdentityAction } from "../../../actions";
import { IdentityFields } from "../../../identity-fields";
import { OnboardingHeader } from "../onboarding-header";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function IdentityPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(readCustomer(ctx, (await params).id));
  if (!isEditable(draft)) redirect(`/customers/${draft.id}`);
  const { from } = await urlParams(searchParams, ["from"]);
  const { fullName, birthDate, nationality } = draft;
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Identity" step={1} />
      <BankForm
        id="identity"
        action={from === "check" ? changeIdentityAction : saveIdentityAction}
        defaultValue={{ fullName, birthDate: birthDate ?? undefined, nationality: nationality ?? undefined }}
      >
        <HiddenField name="section" value="identity" />
        <HiddenField name="customerId" value={draft.id} />
        <IdentityFields />
        <div>
          <SubmitButton>{from === "check" ? "Save and check answers" : "Save and continue"}</SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}
