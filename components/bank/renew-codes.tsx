"use client";

import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import type { FormAction } from "@/components/form/use-sending";
import { RecoveryCodes } from "./recovery-codes";

type Props = { action: FormAction; name: string; onwards: string; asksCode: boolean };

/** Takes ten new recovery codes for a code of the authenticator, or a passkey of the last minutes, and shows them once. */
export function RenewCodes({ action, name, onwards, asksCode }: Props) {
  return (
    <BankForm
      id="recovery-codes"
      action={action}
      whenDone={(codes) => (
        <RecoveryCodes
          codes={codes.split(" ")}
          done="The old recovery codes are withdrawn"
          name={name}
          onwards={onwards}
        />
      )}
    >
      {asksCode ? (
        <TextField
          name="code"
          label="Code of your authenticator"
          hint="Or a recovery code. The old recovery codes stop working."
          autoComplete="one-time-code"
          mono
          spellCheck={false}
        />
      ) : (
        <p className="text-ink-2">The old recovery codes stop working. Your passkey is asked for first.</p>
      )}
      <SubmitButton keys={null} look="ghost">
        Take new recovery codes
      </SubmitButton>
    </BankForm>
  );
}
