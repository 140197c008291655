import { Callout } from "@/components/ui/callout";

/** Which of a version's terms the bank does not act on yet, so that nobody promises them to a customer. */
export function NotBookedYet() {
  return (
    <div className="mb-4 max-w-measure">
      <Callout tone="info" title="Some terms are kept and not booked yet">
        Monthly fees, the minimum balance and the fees of loans stand in the version. The bank books none of them so
        far. Rates and tiers of deposits and overdrafts, loan rates, limits, ages, terms and the fees of deposits,
        withdrawals, transfers, closings and returned cheques count from the first day.
      </Callout>
    </div>
  );
}
