import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { askForLinkAction } from "./actions";

export const metadata: Metadata = { title: "A new password" };

/** Where somebody who lost the password asks for a link; it answers alike whether the name exists or not (control 32). */
export default async function RecoverPage({ searchParams }: { searchParams: SearchParams }) {
  const { asked } = await urlParams(searchParams, ["asked"]);
  return (
    <>
      <PageHeader
        title="A new password"
        meta="We send a link to the e-mail address that the bank has of you. Your second proof stays as it is."
      />
      {asked ? (
        <div className="mb-6" role="status">
          <Callout tone="ok" title="If we know this user name, a link is on its way">
            It works once, within 15 minutes. Nothing arrived? The bank may have no address of you: customers ask their
            branch, colleagues an administrator.
          </Callout>
        </div>
      ) : null}
      <BankForm id="recover" action={askForLinkAction}>
        <TextField name="signInName" label="User name" autoComplete="username" spellCheck={false} autoFocus />
        <SubmitButton keys={null}>Send me a link</SubmitButton>
      </BankForm>
      <p className="mt-6 text-ink-2 text-staff">
        <a href="/sign-in" className="link inline-block min-h-6">
          Back to the sign-in
        </a>
      </p>
    </>
  );
}
