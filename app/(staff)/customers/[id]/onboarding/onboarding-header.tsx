import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { Status } from "@/components/ui/status";
import { formatLocalTime } from "@/lib/core/local-time";
import { stepsOf } from "@/lib/customers/onboarding-sections";
import type { CustomerRecord } from "@/lib/customers/profile-queries";

type Props = { draft: CustomerRecord; title: string; step?: number | "later" };

/** Whose application this is, which step of it, and the way back to the list of steps. */
export function OnboardingHeader({ draft, title, step }: Props) {
  return (
    <>
      <PageTitle>{`${title}, ${draft.fullName}`}</PageTitle>
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

function stepWords(draft: CustomerRecord, step: number | "later"): string {
  return step === "later" ? "May follow, before an account is opened" : `Step ${step} of ${stepsOf(draft)}`;
}
