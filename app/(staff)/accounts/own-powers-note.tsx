import { SecondPersonNote } from "@/components/bank/second-person-note";
import type { OwnPowers } from "@/lib/approvals/own-powers";
import type { Currency } from "@/lib/core/currencies";
import { spokenRole } from "@/lib/identity/staff-rights";

type OwnPowersNoteProps = {
  formId: string;
  currency: Currency;
  powers: OwnPowers;
  /** The amount, where it stands and is not typed. */
  minor?: bigint;
};

/** What the person at the form may do alone, said before it is sent. */
export function OwnPowersNote({ formId, currency, powers, minor }: OwnPowersNoteProps) {
  return (
    <SecondPersonNote
      formId={formId}
      minor={minor}
      currency={currency}
      perTransactionMinor={powers.perTransactionMinor}
      leftMinor={powers.leftMinor}
      rungs={powers.rungs.map(({ fromMinor, checkerRole }) => ({ fromMinor, who: spokenRole(checkerRole) }))}
    />
  );
}
