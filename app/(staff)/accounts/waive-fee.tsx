import { TextField } from "@/components/form/text-field";
import { ownPowers } from "@/lib/approvals/own-powers";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { Currency } from "@/lib/core/currencies";
import type { FeeTerms } from "@/lib/core/fee";
import { formatMoney } from "@/lib/core/money";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";

type WaiveFeeProps = { ctx: Ctx<StaffActor>; fee: FeeTerms | null; currency: Currency };

/** Lets the fee of a movement off with a reason; asked only where there is a fee, and passed over by Enter. */
export async function WaiveFee({ ctx, fee, currency }: WaiveFeeProps) {
  if (!fee) return null;
  const [first] = (await ask(ownPowers(ctx, "fee.waive", currency))).rungs;
  const limit = first
    ? ` From ${formatMoney({ minor: first.fromMinor, currency })} a ${spokenRole(first.checkerRole)} must agree.`
    : "";
  return (
    <div data-tab-only="">
      <TextField
        name="waive"
        label="Waive the fee because"
        hint={`Left empty, the fee is charged. The reason stands in the activity log.${limit}`}
        optional
        maxLength={140}
      />
    </div>
  );
}
