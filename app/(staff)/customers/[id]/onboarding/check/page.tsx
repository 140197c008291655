import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { MixedLetters } from "@/components/bank/mixed-letters";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { type OnboardingSection, onboardingSections } from "@/lib/customers/onboarding-sections";
import { openCustomer } from "@/lib/customers/profile-queries";
import { assessRisk } from "@/lib/customers/risk";
import { documentRunsOut, isEditable } from "@/lib/customers/rules";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { submitCustomerAction } from "../../../actions";
import { AnswerList } from "../../../answer-list";
import { answersOf } from "../../../answers";
import { PeopleCards } from "../../../people-cards";
import { RiskRules } from "../../../risk-rules";
import { OnboardingHeader } from "../onboarding-header";
import { sectionHref } from "../section-href";

export default async function CheckPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.onboard");
  const draft = await ask(openCustomer(ctx, (await params).id));
  if (!isEditable(draft)) redirect(`/customers/${draft.id}`);
  const sections = onboardingSections(draft, ctx.businessDate);
  const open = sections.filter(({ missing, problem }) => missing.length > 0 || problem);
  const runsOut = documentRunsOut(draft, ctx.businessDate);
  return (
    <div className="max-w-[42rem]">
      <OnboardingHeader draft={draft} title="Check answers" step="check" />
      {open.length > 0 ? (
        <div className="mb-5">
          <Callout tone="held" title="This cannot be submitted yet">
            <ul>
              {open.map(({ slug, title, missing, problem }) => (
                <li key={slug}>
                  <a href={changeHref(draft.id, slug)} className="underline">
                    {title}
                  </a>
                  :{" "}
                  {[
                    ...(missing.length > 0 ? [`still needed: ${missing.join(", ")}`] : []),
                    ...(problem ? [problem] : []),
                  ].join(". ")}
                </li>
              ))}
            </ul>
          </Callout>
        </div>
      ) : null}
      {runsOut ? (
        <div className="mb-5">
          <Callout tone="held" title={runsOut} />
        </div>
      ) : null}
      <div className="mb-5 empty:hidden">
        <MixedLetters name={draft.fullName} />
      </div>
      {sections.map(({ slug, title }) => (
        <Section
          key={slug}
          title={title}
          aside={
            <a href={changeHref(draft.id, slug)} className="link" aria-label={`Change ${title.toLowerCase()}`}>
              Change
            </a>
          }
        >
          {slug === "people" ? (
            <PeopleCards people={draft.people} />
          ) : (
            <AnswerList answers={answersOf(draft)[slug]} unanswered="Not answered yet" />
          )}
        </Section>
      ))}
      <Section title="Risk">
        <RiskRules assessed={assessRisk(draft, ctx.businessDate)} />
      </Section>
      <div className="mt-6">
        <BankForm id="submit" action={submitCustomerAction} initialKey={randomUUID()}>
          <HiddenField name="customerId" value={draft.id} />
          <p className="max-w-measure text-ink-2">
            The branch manager of {draft.branch} decides. Until then nothing in this application can be changed.
          </p>
          <div>
            <SubmitButton>Submit for approval</SubmitButton>
          </div>
        </BankForm>
      </div>
    </div>
  );
}

/** Where an answer is changed; whoever saves there comes back here. */
function changeHref(id: string, slug: OnboardingSection["slug"]): string {
  return `${sectionHref(id, slug)}${slug === "people" ? "" : "?from=check"}`;
}
