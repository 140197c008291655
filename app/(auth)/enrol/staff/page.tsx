import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { EnrolmentFields } from "../enrolment-fields";
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
        <EnrolmentFields />
        <SubmitButton keys={null}>Set my password</SubmitButton>
      </BankForm>
    </>
  );
}
