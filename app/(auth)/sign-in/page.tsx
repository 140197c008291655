import type { Metadata } from "next";
import { PasskeyButton } from "@/components/bank/passkey-button";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { returnPath } from "@/lib/web/return-path";
import { askForPasskeyAction, passkeySignInAction, signInAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

/** One door for staff and customers; each comes out where their work begins. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next, left, enrolled, recovered } = await searchParams;
  const back = returnPath(next);
  return (
    <>
      <PageHeader title="Sign in" />
      <div className="grid gap-6">
        {enrolled ? (
          <Callout tone="ok" title="Your sign-in is ready">
            Use the user name and the password you have just chosen.
          </Callout>
        ) : null}
        {recovered ? (
          <Callout tone="ok" title="Your new password is set">
            Sign in with it. Your authenticator or passkey is asked for as before.
          </Callout>
        ) : null}
        {left ? <Callout title="You are signed out" /> : null}
        <BankForm id="sign-in" action={signInAction}>
          <TextField name="signInName" label="User name" autoComplete="username" spellCheck={false} autoFocus />
          <PasswordField name="password" label="Password" autoComplete="current-password" />
          {back ? <HiddenField name="next" value={back} /> : null}
          <SubmitButton keys={null}>Continue</SubmitButton>
        </BankForm>
        <PasskeyButton ask={askForPasskeyAction} finish={passkeySignInAction} next={back}>
          Use a passkey
        </PasskeyButton>
        <p className="text-ink-2 text-staff">
          <a href="/recover" className="link inline-block min-h-6">
            Have you lost your password?
          </a>
          <br />
          Have you got a code from your branch?{" "}
          <a href="/enrol" className="link">
            Make your sign-in
          </a>
        </p>
      </div>
    </>
  );
}
