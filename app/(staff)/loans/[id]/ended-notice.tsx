import { Callout } from "@/components/ui/callout";
import { statusFace } from "@/components/ui/statuses";
import { formatDate } from "@/lib/core/dates";
import type { LoanDetail } from "@/lib/loans/detail-queries";

/** A loan whose life is over: how it ended, and why. */
export function EndedNotice({ loan }: { loan: LoanDetail }) {
  const { word } = statusFace("loan", loan.status);
  if (loan.status === "closed") {
    return (
      <Callout tone="ok" title="Repaid">
        {loan.closedOn ? `Closed on ${formatDate(loan.closedOn)}. Nothing is owed.` : "Nothing is owed."}
      </Callout>
    );
  }
  return (
    <Callout tone={loan.status === "rejected" ? "danger" : "info"} title={word}>
      {loan.decisionReason}
    </Callout>
  );
}
