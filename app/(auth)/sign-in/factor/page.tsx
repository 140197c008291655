import type { Metadata } from "next";
import { AddPasskey } from "@/components/bank/add-passkey";
import { FactorSetUp } from "@/components/bank/factor-set-up";
import { QrCode } from "@/components/bank/qr-code";
import { PageHeader } from "@/components/layout/page-header";
import { asksPassword, holdsFactor } from "@/lib/identity/may-add-factor";
import { offerAuthenticator } from "@/lib/identity/set-up-authenticator";
import { ask } from "@/lib/web/ask";
import { landingPath } from "@/lib/web/return-path";
import { requireFactorSetUp } from "@/lib/web/session";
import { SignInAsSomebodyElse } from "../somebody-else";
import { addPasskeyAction, offerPasskeyAction, setUpAuthenticatorAction } from "./actions";

export const metadata: Metadata = { title: "Set up your second proof" };

/** Where a person makes an app on their phone the second proof that it is them. */
export default async function FactorPage({ searchParams }: PageProps<"/sign-in/factor">) {
  const ctx = await requireFactorSetUp();
  const [{ secret, address }, held] = await ask(Promise.all([offerAuthenticator(ctx), holdsFactor(ctx)]));
  const { next } = await searchParams;
  const { actor } = ctx;
  const onwards = landingPath(actor, typeof next === "string" ? next : null);
  // Staff are offered the stronger one first (control 26).
  const staff = actor.kind === "staff";
  const authenticator = (
    <section aria-label="Authenticator" className="grid gap-3">
      {staff ? <h2 className="font-semibold group-has-data-shown-once:hidden">Or an authenticator app</h2> : null}
      <FactorSetUp
        action={setUpAuthenticatorAction}
        asksPassword={asksPassword(ctx.actor, held)}
        name={actor.name}
        onwards={onwards}
      >
        <ol className="grid list-decimal gap-3 ps-5">
          <li>Open an authenticator app, or install one from your phone’s shop.</li>
          <li>
            <p>Let it scan this:</p>
            <div className="mt-2 w-fit border border-rule bg-white p-1">
              <QrCode text={address} label="The key for your authenticator app" large />
            </div>
            <p className="mt-2 text-ink-2 text-meta">
              Or type this key into it:{" "}
              <span className="select-all font-mono text-ink">{secret.replace(/.{4}(?=.)/g, "$& ")}</span>
            </p>
          </li>
          <li>Type the code that it shows.</li>
        </ol>
      </FactorSetUp>
    </section>
  );
  const passkey = (
    <section aria-label="Passkey" className="grid gap-3 group-has-data-shown-once:hidden">
      <h2 className="font-semibold">{staff ? "A passkey" : "Or a passkey"}</h2>
      <p className="text-ink-2">
        This device, or a security key, proves that it is you by your finger, your face or its PIN. No code is typed.
      </p>
      <AddPasskey
        ask={offerPasskeyAction}
        finish={addPasskeyAction}
        asksPassword={asksPassword(ctx.actor, held)}
        name={actor.name}
        onwards={onwards}
      />
    </section>
  );
  return (
    <div className="group">
      <PageHeader
        title={staff ? "Set up a passkey or an authenticator" : "Set up your authenticator"}
        meta={
          staff
            ? "You sign in with your password and one of these. A passkey is safer: it works on the bank’s own address only."
            : "An app on your phone shows a new code every half minute. You type one each time you sign in."
        }
      />
      {staff ? passkey : authenticator}
      <div className="mt-8 border-rule border-t pt-5 group-has-data-shown-once:mt-0 group-has-data-shown-once:border-0">
        {staff ? authenticator : passkey}
      </div>
      {actor.unproven === "halfway" ? (
        <div className="mt-6">
          <SignInAsSomebodyElse />
        </div>
      ) : (
        <p className="group-has-data-shown-once:hidden mt-6 text-staff">
          <a href={onwards} className="link inline-block min-h-6">
            Back
          </a>
        </p>
      )}
    </div>
  );
}
