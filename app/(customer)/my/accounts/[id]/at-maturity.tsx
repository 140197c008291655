import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { TermDeposit } from "@/lib/interest/deposit-queries";
import { instructions } from "@/lib/interest/schema";
import { setInstructionAction } from "./actions";

/** Lets the owner of a term deposit say what happens when it matures. */
export function AtMaturity({ deposit }: { deposit: TermDeposit }) {
  return (
    <details className="mb-6 max-w-[28rem]">
      <summary className="link min-h-(--tap) cursor-pointer py-2.5">Change what happens at maturity</summary>
      <BankForm
        id="instruction"
        action={setInstructionAction}
        initialKey={randomUUID()}
        defaultValue={{ instruction: deposit.instruction }}
      >
        <HiddenField name="accountId" value={deposit.accountId} />
        <RadioGroup
          name="instruction"
          label="At maturity"
          hint="A renewal runs as long again, at the rate of that day."
          options={Object.entries(instructions).map(([value, label]) => ({ value, label }))}
        />
        <SubmitButton keys={null}>Save</SubmitButton>
      </BankForm>
    </details>
  );
}
