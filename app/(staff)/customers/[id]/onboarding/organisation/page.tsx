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
import { changeRegisterAction, saveRegisterAction } from "../../../actions";
import { OrganisationFields, registeredBefore } from "../../../organisation-fields";
import { KeepTyped, TypedBefore } from "../../../typed-before";
import { OnboardingHeader } from "../onboarding-header";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function RegisterPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft) || draft.kind !== "organisation") redirect(`/customers/${draft.id}`);
  const { from, fresh } = await urlParams(searchParams, ["from", "fresh"]);
  const typed = fresh ? null : await ask(readTyped(ctx, "organisation", draft.id));
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Register entry" step="organisation" />
      <TypedBefore typed={typed} fresh={`/customers/${draft.id}/onboarding/organisation?fresh=1`} />
      <BankForm
        id="organisation"
        action={from === "check" ? changeRegisterAction : saveRegisterAction}
        defaultValue={{ ...registeredBefore(draft), ...typed?.values }}
      >
        <HiddenField name="section" value="organisation" />
        <HiddenField name="customerId" value={draft.id} />
        <OrganisationFields />
        <div>
          <SubmitButton>{from === "check" ? "Save and check answers" : "Save and continue"}</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="organisation" draft={draft} />
      <p className="mt-5">
        <a href={`/customers/${draft.id}/scans`} className="link">
          Register extract and articles
        </a>
      </p>
    </div>
  );
}
