import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { formatPhone } from "@/lib/core/format-phone";
import { homeCountry } from "@/lib/customers/home-country";
import { openCustomer } from "@/lib/customers/profile-queries";
import { isEditable } from "@/lib/customers/rules";
import { readTyped } from "@/lib/customers/typed-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { changeContactAction, saveContactAction } from "../../../actions";
import { ContactFields } from "../../../contact-fields";
import { KeepTyped, TypedBefore } from "../../../typed-before";
import { OnboardingHeader } from "../onboarding-header";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function ContactPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft)) redirect(`/customers/${draft.id}`);
  const { from, fresh } = await urlParams(searchParams, ["from", "fresh"]);
  const typed = fresh ? null : await ask(readTyped(ctx, "contact", draft.id));
  const { street, postcode, city, country = await ask(homeCountry(ctx.db)) } = draft.address ?? {};
  const known = { street, postcode, city, country, email: draft.email ?? undefined };
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Contact and address" step="contact" />
      <TypedBefore typed={typed} fresh={`/customers/${draft.id}/onboarding/contact?fresh=1`} />
      <BankForm
        id="contact"
        action={from === "check" ? changeContactAction : saveContactAction}
        defaultValue={{ ...known, phone: draft.phone ? formatPhone(draft.phone) : undefined, ...typed?.values }}
      >
        <HiddenField name="section" value="contact" />
        <HiddenField name="customerId" value={draft.id} />
        <ContactFields kind={draft.kind} />
        <div>
          <SubmitButton>{from === "check" ? "Save and check answers" : "Save and continue"}</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="contact" draft={draft} />
    </div>
  );
}
