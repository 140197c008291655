import { SecondPersonNote } from "@/components/bank/second-person-note";
import type { OwnPowers } from "@/lib/approvals/own-powers";
import type { Currency } from "@/lib/core/currencies";
import { spokenRole } from "@/lib/identity/staff-rights";

/** What the person at the form may do alone, said while the amount is typed. */
export function OwnPowersNote({ formId, currency, powers }: { formId: string; currency: Currency; powers: OwnPowers }) {
  return (
    <SecondPersonNote
      formId={formId}
      currency={currency}
      perTransactionMinor={powers.perTransactionMinor}
      leftMinor={powers.leftMinor}
      rungs={powers.rungs.map(({ fromMinor, checkerRole }) => ({ fromMinor, who: spokenRole(checkerRole) }))}
    />
  );
}
