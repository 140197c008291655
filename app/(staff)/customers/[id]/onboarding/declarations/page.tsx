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
import { changeDeclarationsAction, saveDeclarationsAction } from "../../../actions";
import { DeclarationFields, declaredBefore } from "../../../declaration-fields";
import { KeepTyped, TypedBefore } from "../../../typed-before";
import { OnboardingHeader } from "../onboarding-header";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function DeclarationsPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft) || draft.kind !== "individual") redirect(`/customers/${draft.id}`);
  const { from, fresh } = await urlParams(searchParams, ["from", "fresh"]);
  const typed = fresh ? null : await ask(readTyped(ctx, "declarations", draft.id));
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Tax, purpose and declarations" step="declarations" />
      <TypedBefore typed={typed} fresh={`/customers/${draft.id}/onboarding/declarations?fresh=1`} />
      <BankForm
        id="declarations"
        action={from === "check" ? changeDeclarationsAction : saveDeclarationsAction}
        defaultValue={{ ...declaredBefore(draft), ...typed?.values }}
      >
        <HiddenField name="section" value="declarations" />
        <HiddenField name="customerId" value={draft.id} />
        <DeclarationFields known={draft.declarations} />
        <div>
          <SubmitButton>{from === "check" ? "Save and check answers" : "Save and continue"}</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="declarations" draft={draft} />
    </div>
  );
}
