import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { homeCountry } from "@/lib/customers/home-country";
import { type CustomerRecord, openCustomer } from "@/lib/customers/profile-queries";
import { undecidedLikenesses } from "@/lib/customers/review-queries";
import { isEditable } from "@/lib/customers/rules";
import { readTyped } from "@/lib/customers/typed-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { changeDocumentAction, saveDocumentAction } from "../../../actions";
import { DocumentFields } from "../../../document-fields";
import { PictureOfDocument } from "../../../picture-of-document";
import { KeepTyped, TypedBefore } from "../../../typed-before";
import { OnboardingHeader } from "../onboarding-header";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function DocumentPage({ params, searchParams }: Props) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft) || draft.kind !== "individual") redirect(`/customers/${draft.id}`);
  if ((await ask(undecidedLikenesses(ctx, draft))).length > 0) redirect(`/customers/${draft.id}/onboarding/likeness`);
  const { from, fresh } = await urlParams(searchParams, ["from", "fresh"]);
  const typed = fresh ? null : await ask(readTyped(ctx, "document", draft.id));
  const { document } = draft;
  const home = await ask(homeCountry(ctx.db));
  return (
    <div className="max-w-[36rem]">
      <OnboardingHeader draft={draft} title="Identity document" step="document" />
      <TypedBefore typed={typed} fresh={`/customers/${draft.id}/onboarding/document?fresh=1`} />
      <BankForm
        id="document"
        action={from === "check" ? changeDocumentAction : saveDocumentAction}
        defaultValue={{
          documentKind: document?.kind ?? likelyKind(draft, home),
          documentCountry: document?.country ?? draft.nationality ?? undefined,
          documentIssuedOn: document?.issuedOn ?? undefined,
          documentExpiresOn: document?.expiresOn,
          ...typed?.values,
        }}
      >
        <HiddenField name="section" value="document" />
        <HiddenField name="customerId" value={draft.id} />
        <DocumentFields onFile={document?.numberLast4 ?? null} />
        <PictureOfDocument customerId={draft.id} />
        <div>
          <SubmitButton>{from === "check" ? "Save and check answers" : "Save and continue"}</SubmitButton>
        </div>
      </BankForm>
      <KeepTyped form="document" draft={draft} />
      {document ? (
        <p className="mt-5">
          <a href={`/customers/${draft.id}/scans`} className="link">
            Pictures of the document
          </a>
        </p>
      ) : null}
    </div>
  );
}

/** Somebody of another country mostly shows a passport; who is of the bank's own, any of the kinds. */
function likelyKind({ nationality }: CustomerRecord, home: string | undefined): "passport" | undefined {
  return nationality && nationality !== home ? "passport" : undefined;
}
