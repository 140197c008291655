import { TextField } from "@/components/form/text-field";
import type { FeeTerms } from "@/lib/core/fee";

/** Lets the fee of a movement off with a reason; asked only where there is a fee, and passed over by Enter. */
export function WaiveFee({ fee }: { fee: FeeTerms | null }) {
  if (!fee) return null;
  return (
    <div data-tab-only="">
      <TextField
        name="waive"
        label="Waive the fee because"
        hint="Left empty, the fee is charged. The reason stands in the activity log."
        optional
        maxLength={140}
      />
    </div>
  );
}
