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
import { changeBusinessAction, saveBusinessAction } from "../../../actions";
import { BusinessFields, businessBefore } from "../../../business-fields";
import { KeepTyped, TypedBefore } from "../../../typed-before";
import { OnboardingHeader } from "../onboarding-header";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function BusinessPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft) || draft.kind !== "organisation") redirect(`/customers/${draft.id}`);
  const { from, fresh } = await urlParams(searchParams, ["from", "fresh"]);
  const typed = fresh ? null : await ask(readTyped(ctx, "business", draft.id));
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Business, tax and purpose" step="business" />
      <TypedBefore typed={typed} fresh={`/customers/${draft.id}/onboarding/business?fresh=1`} />
      <BankForm
        id="business"
        action={from === "check" ? changeBusinessAction : saveBusinessAction}
        defaultValue={{ ...businessBefore(draft), ...typed?.values }}
      >
        <HiddenField name="section" value="business" />
        <HiddenField name="customerId" value={draft.id} />
        <BusinessFields known={draft.declarations} />
        <div>
          <SubmitButton>{from === "check" ? "Save and check answers" : "Save and continue"}</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="business" draft={draft} />
    </div>
  );
}
