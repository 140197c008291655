import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { isLinkOpen } from "@/lib/identity/recover-password";
import { ask } from "@/lib/web/ask";
import { frontDoorContext } from "@/lib/web/context";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { recoverPasswordAction } from "../actions";

export const metadata: Metadata = { title: "Choose a new password" };

/** Behind the mailed link: opening it uses nothing up, because mail programs open links too. */
export default async function RecoverPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { link } = await urlParams(searchParams, ["link"]);
  const open = await ask(isLinkOpen(await frontDoorContext(), link));
  return (
    <>
      <PageHeader title="Choose a new password" />
      {open && link ? (
        <BankForm id="new-password" action={recoverPasswordAction}>
          <HiddenField name="link" value={link} />
          <PasswordField
            name="password"
            label="New password"
            hint="At least 12 characters. Several words work well; nothing else is required."
            autoComplete="new-password"
          />
          <PasswordField name="repeat" label="New password again" autoComplete="new-password" />
          <p className="text-ink-2 text-staff">
            Everybody signed in with the old password is signed out. Customers pay nobody else for the next 24 hours.
          </p>
          <SubmitButton keys={null}>Set my new password</SubmitButton>
        </BankForm>
      ) : (
        <Callout title="This link was used, or its 15 minutes are over">
          <p className="mt-3">
            <ButtonLink href="/recover" look="primary">
              Ask for a new link
            </ButtonLink>
          </p>
        </Callout>
      )}
    </>
  );
}
