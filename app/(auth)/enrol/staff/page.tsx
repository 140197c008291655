import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { enrolStaffAction } from "./actions";

export const metadata: Metadata = { title: "Set your password" };

/** Where a new colleague turns the code from an administrator into a sign-in. */
export default function EnrolStaffPage() {
  return (
    <>
      <PageHeader
        title="Set your password"
        meta="For new colleagues, with the code you were handed. It works once, for one day."
      />
      <BankForm id="enrol-staff" action={enrolStaffAction}>
        <TextField
          name="code"
          label="Code"
          hint="16 letters and digits, like 7YH2-K9M4-QD3P-XW6T"
          mono
          autoFocus
          spellCheck={false}
        />
        <PasswordField
          name="password"
          label="Password"
          hint="At least 12 characters. Several words work well; nothing else is required."
          autoComplete="new-password"
        />
        <PasswordField name="repeat" label="Password again" autoComplete="new-password" />
        <SubmitButton keys={null}>Set my password</SubmitButton>
      </BankForm>
    </>
  );
}
