import type { Metadata } from "next";
import { PasskeyButton } from "@/components/bank/passkey-button";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { PageHeader } from "@/components/layout/page-header";
import { ownFactors } from "@/lib/identity/factors";
import { ask } from "@/lib/web/ask";
import { returnPath } from "@/lib/web/return-path";
import { requireFactorOwed } from "@/lib/web/session";
import { SignInAsSomebodyElse } from "../somebody-else";
import { askForOwnPasskeyAction, giveFactorAction } from "./actions";

export const metadata: Metadata = { title: "Confirm it is you" };

/** The second half of a sign-in; nothing else of the bank opens before it. */
export default async function CodePage({ searchParams }: PageProps<"/sign-in/code">) {
  const { next, recovery: asked } = await searchParams;
  const back = returnPath(next);
  const ctx = await requireFactorOwed(back);
  const { actor } = ctx;
  const { authenticatorSince, passkeys } = await ask(ownFactors(ctx));
  const recovery = asked !== undefined || !authenticatorSince;
  const query = back ? `next=${encodeURIComponent(back)}` : "";
  const helper = actor.kind === "staff" ? "an administrator" : "your branch";
  return (
    <>
      <PageHeader
        title="Confirm it is you"
        meta={actor.unproven ? `Signing in as ${actor.name}` : "What you open next asks for it once more."}
      />
      <div className="grid gap-6">
        {passkeys.length > 0 ? (
          <PasskeyButton ask={askForOwnPasskeyAction} finish={giveFactorAction} next={back}>
            Use a passkey
          </PasskeyButton>
        ) : null}
        <BankForm id="code" action={giveFactorAction}>
          {recovery ? (
            <TextField
              name="code"
              label="Recovery code"
              hint="One of the ten you were shown, like 7YH2-K9M4-QD3P-XW6T. It works once."
              mono
              autoFocus
              spellCheck={false}
            />
          ) : (
            <TextField
              name="code"
              label="Code"
              hint="The 6 digits that your authenticator app shows now"
              autoComplete="one-time-code"
              inputMode="numeric"
              mono
              autoFocus
              spellCheck={false}
            />
          )}
          {back ? <HiddenField name="next" value={back} /> : null}
          <SubmitButton keys={null}>Continue</SubmitButton>
        </BankForm>
        <p className="text-ink-2 text-staff">
          {!authenticatorSince ? null : recovery ? (
            <a href={`/sign-in/code?${query}`} className="link inline-block min-h-6">
              Use the authenticator app instead
            </a>
          ) : (
            <a href={`/sign-in/code?recovery=1&${query}`} className="link inline-block min-h-6">
              Use a recovery code instead
            </a>
          )}
          {authenticatorSince ? <br /> : null}
          Have you lost all of them? Ask {helper}.
        </p>
        {actor.unproven ? <SignInAsSomebodyElse /> : null}
      </div>
    </>
  );
}
