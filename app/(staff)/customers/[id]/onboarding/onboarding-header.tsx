import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { Status } from "@/components/ui/status";
import { formatLocalTime } from "@/lib/core/local-time";
import { type OnboardingSection, stepOf, stepsOf } from "@/lib/customers/onboarding-sections";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { AddChosenPicture } from "../../picture-of-document";

type Props = { draft: CustomerRecord; title: string; step?: OnboardingSection["slug"] | "check" };

/** Whose application this is, which step of it, and the way back to the list of steps. */
export function OnboardingHeader({ draft, title, step }: Props) {
  return (
    <>
      <PageTitle>{`${title}, ${draft.fullName}`}</PageTitle>
      {step && step !== "document" ? <AddChosenPicture customerId={draft.id} onFile={draft.document !== null} /> : null}
      <PageHeader
        {...(step ? { back: { href: `/customers/${draft.id}/onboarding`, label: "All steps" } } : {})}
        eyebrow={step ? stepWords(draft, step) : <Status of="customer" is={draft.status} />}
        title={title}
        meta={
          <>
            <bdi className="text-ink">{draft.fullName}</bdi> · <span className="font-mono">{draft.customerNo}</span> ·
            opened {formatLocalTime(draft.createdAtLocal)}
            {draft.openedByName ? ` by ${draft.openedByName}` : ""}
          </>
        }
      />
    </>
  );
}

function stepWords(draft: CustomerRecord, step: OnboardingSection["slug"] | "check"): string {
  const steps = stepsOf(draft);
  return `Step ${step === "check" ? steps : stepOf(draft, step)} of ${steps}`;
}
