import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { bankFacts } from "@/lib/calendar/queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { inviteStaffAction } from "../actions";
import { PersonFields } from "../person-fields";
import { RoleFields } from "../role-fields";

export const metadata: Metadata = { title: "Invite a colleague" };

export default async function InvitePage() {
  const ctx = await requireStaff("staff.manage");
  const bank = await ask(bankFacts(ctx.db));
  return (
    <>
      <PageHeader
        back={{ href: "/settings/staff", label: "Staff" }}
        title="Invite a colleague"
        meta="A second person agrees first. Then you hand over a one-time code, with which they set a password of their own."
      />
      <BankForm id="invite" action={inviteStaffAction}>
        <PersonFields branches={bank.branches} autoFocus>
          <TextField name="signInName" label="User name" mono maxLength={64} autoComplete="off" />
        </PersonFields>
        <RoleFields label="Roles" today={ctx.businessDate} />
        <TextField name="reason" label="Reason" maxLength={300} />
        <SubmitButton>Ask for this colleague</SubmitButton>
      </BankForm>
    </>
  );
}
