import type { ReactNode } from "react";
import { PasswordField } from "@/components/form/password-field";
import { TextField } from "@/components/form/text-field";

/** What everybody types who turns a code into a sign-in; `children` stand between the code and the password. */
export function EnrolmentFields({ children }: { children?: ReactNode }) {
  return (
    <>
      <TextField
        name="code"
        label="Code"
        hint="16 letters and digits, like 7YH2-K9M4-QD3P-XW6T"
        mono
        autoFocus
        spellCheck={false}
      />
      {children}
      <PasswordField
        name="password"
        label="Password"
        hint="At least 12 characters. Several words work well; nothing else is required."
        autoComplete="new-password"
      />
      <PasswordField name="repeat" label="Password again" autoComplete="new-password" />
    </>
  );
}
