import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { openCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { readTyped } from "@/lib/customers/typed-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { changeIdentityAction, saveIdentityAction } from "../../../actions";
import { IdentityFields } from "../../../identity-fields";
import { KeepTyped, TypedBefore } from "../../../typed-before";
import { OnboardingHeader } from "../onboarding-header";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function IdentityPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft) || draft.kind !== "individual") redirect(`/customers/${draft.id}`);
  const { from, fresh } = await urlParams(searchParams, ["from", "fresh"]);
  const typed = fresh ? null : await ask(readTyped(ctx, "identity", draft.id));
  const { fullName, birthDate, nationality } = draft;
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Identity" step="identity" />
      <TypedBefore typed={typed} fresh={`/customers/${draft.id}/onboarding/identity?fresh=1`} />
      <BankForm
        id="identity"
        action={from === "check" ? changeIdentityAction : saveIdentityAction}
        defaultValue={{
          fullName,
          birthDate: birthDate ?? undefined,
          nationality: nationality ?? undefined,
          ...typed?.values,
        }}
      >
        <HiddenField name="section" value="identity" />
        <HiddenField name="customerId" value={draft.id} />
        <IdentityFields />
        <div>
          <SubmitButton>{from === "check" ? "Save and check answers" : "Save and continue"}</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="identity" draft={draft} />
    </div>
  );
}
