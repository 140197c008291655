import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Mark } from "@/components/ui/status";
import { type OnboardingSection, onboardingSections } from "@/lib/customers/onboarding-sections";
import { openCustomer } from "@/lib/customers/profile-queries";
import { likenessesOf } from "@/lib/customers/review-queries";
import { isEditable, isMinor } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { withdrawCustomerAction } from "../../actions";
import { Likenesses } from "../../likenesses";
import { OnboardingHeader } from "./onboarding-header";
import { sectionHref } from "./section-href";
import { stateFaces } from "./section-states";

export default async function OnboardingPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft)) redirect(`/customers/${draft.id}`);
  const likenesses = await ask(likenessesOf(ctx, draft));
  const sections = onboardingSections(draft, ctx.businessDate);
  const ready = sections.every((section) => section.state === "complete" && !section.problem);
  return (
    <div className="max-w-[42rem]">
      <OnboardingHeader draft={draft} title="Application" />
      {draft.status === "returned" && draft.decisionReason ? (
        <div className="mb-5">
          <Callout tone="held" title={`Returned by ${draft.decidedByName}`}>
            <p className="whitespace-pre-line">{draft.decisionReason}</p>
          </Callout>
        </div>
      ) : null}
      {likenesses.length > 0 ? (
        <div className="mb-5">
          <Likenesses items={likenesses} kind={draft.kind} decideHref={`/customers/${draft.id}/onboarding/likeness`} />
        </div>
      ) : null}
      <ol className="border-rule border-t">
        {sections.map(({ slug, title, state, missing, problem }) => (
          <li
            key={slug}
            className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-rule border-b py-1.5"
          >
            <div>
              <a href={sectionHref(draft.id, slug)} className="link font-medium">
                {title}
              </a>
              {missing.length > 0 && state === "begun" ? (
                <div className="text-ink-2 text-meta">Still needed: {missing.join(", ")}</div>
              ) : null}
              {problem ? <div className="text-danger text-meta">{problem}</div> : null}
            </div>
            <Mark {...(problem ? stateFaces.problem : stateFaces[state])} />
          </li>
        ))}
        {isMinor(draft.birthDate, ctx.businessDate) ? (
          <li className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-rule border-b py-1.5">
            <a href={`/customers/${draft.id}/guardians`} className="link font-medium">
              Guardians
            </a>
            <Mark {...(draft.guardians.length > 0 ? stateFaces.complete : stateFaces.empty)} />
          </li>
        ) : null}
        <li className="flex min-h-11 items-center justify-between gap-4 border-rule border-b py-1.5">
          <a href={`/customers/${draft.id}/onboarding/check`} className="link font-medium">
            Check answers and submit
          </a>
          <Mark {...(ready ? stateFaces.ready : stateFaces.waiting)} />
        </li>
      </ol>
      <p className="mt-5">
        <ButtonLink href={sectionHref(draft.id, nextSlug(sections))} look="primary" keys="F9">
          {ready ? "Check answers and submit" : "Continue"}
        </ButtonLink>
      </p>
      <details className="mt-8 border-rule border-t pt-3">
        <summary className="link min-h-6 w-fit cursor-pointer">
          {draft.kind === "individual"
            ? "The person no longer wants to become a customer"
            : "The organisation no longer wants to become a customer"}
        </summary>
        <div className="mt-3">
          <BankForm id="withdraw" action={withdrawCustomerAction} initialKey={randomUUID()}>
            <HiddenField name="customerId" value={draft.id} />
            <TextArea name="reason" label="Reason" rows={2} />
            <div>
              <SubmitButton look="danger" keys={null}>{`Withdraw the application of ${draft.fullName}`}</SubmitButton>
            </div>
          </BankForm>
        </div>
      </details>
    </div>
  );
}

function nextSlug(sections: ReturnType<typeof onboardingSections>): OnboardingSection["slug"] | "check" {
  return sections.find((section) => section.state !== "complete" || section.problem)?.slug ?? "check";
}
