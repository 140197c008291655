import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/dates";
import { nextDueOn } from "@/lib/loans/allocation";
import type { LoanDetail } from "@/lib/loans/detail-queries";

/** In place of the form, when there is nothing to pay. */
export function NothingDue({ loan, back = `/loans/${loan.id}` }: { loan: LoanDetail; back?: string }) {
  const next = loan.status === "active" ? nextDueOn(loan.instalments) : null;
  return (
    <Callout tone="ok" title={next ? `Nothing is due until ${formatDate(next)}` : "Nothing is due on this loan"}>
      <p className="mb-3">Instalments can be paid from their due date on.</p>
      <ButtonLink href={back}>Back to the loan</ButtonLink>
    </Callout>
  );
}
