import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { enrolAction } from "./actions";
import { EnrolmentFields } from "./enrolment-fields";

export const metadata: Metadata = { title: "Make your sign-in" };

/** Where a customer turns the code from their branch into a sign-in of their own. */
export default function EnrolPage() {
  return (
    <>
      <PageHeader
        title="Make your sign-in"
        meta="With the code you were handed at your branch. It works once, for three days."
      />
      <BankForm id="enrol" action={enrolAction}>
        <EnrolmentFields>
          <TextField
            name="signInName"
            label="User name"
            hint="3 to 64 letters, digits, dots, hyphens or underscores"
            autoComplete="username"
            spellCheck={false}
          />
        </EnrolmentFields>
        <SubmitButton keys={null}>Make my sign-in</SubmitButton>
      </BankForm>
      <p className="mt-6 text-ink-2 text-staff">
        Have you got a sign-in?{" "}
        <a href="/sign-in" className="link">
          Sign in
        </a>
      </p>
    </>
  );
}
