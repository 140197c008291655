"use client";

import type { ReactNode } from "react";
import { BankForm } from "@/components/form/bank-form";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import type { FormAction } from "@/components/form/use-sending";
import { RecoveryCodes } from "./recovery-codes";

type Props = {
  action: FormAction;
  /** Whether the password is asked for besides the new app's code. */
  asksPassword: boolean;
  name: string;
  /** Where the person goes once the codes are kept. */
  onwards: string;
  /** What to do with the app before its first code is typed. */
  children: ReactNode;
};

/** Sets up an authenticator, and then shows the recovery codes in the answer to this one form, once. */
export function FactorSetUp({ action, asksPassword, name, onwards, children }: Props) {
  return (
    <BankForm
      id="factor"
      action={action}
      whenDone={(codes) => (
        <div data-shown-once="">
          <RecoveryCodes codes={codes.split(" ")} done="Your authenticator is set up" name={name} onwards={onwards} />
        </div>
      )}
    >
      {children}
      <TextField
        name="code"
        label="Code"
        hint="The 6 digits that the app shows now"
        autoComplete="one-time-code"
        inputMode="numeric"
        mono
        spellCheck={false}
      />
      {asksPassword ? (
        <PasswordField
          name="proof"
          label="Your password"
          hint="Once more, so that nobody else does this in your place"
          autoComplete="current-password"
        />
      ) : null}
      <SubmitButton keys={null}>Set it up</SubmitButton>
    </BankForm>
  );
}
