import type { Metadata } from "next";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import { ownSessions } from "@/lib/identity/queries";
import { customerSession, requireCustomer } from "@/lib/web/session";
import { changePasswordAction, setThemeAction } from "./actions";
import { SessionList } from "./session-list";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage({ searchParams }: PageProps<"/my/security">) {
  const ctx = await requireCustomer();
  const [sessions, { theme, timeZone }, { done }] = await Promise.all([
    ownSessions(ctx),
    customerSession(),
    searchParams,
  ]);
  const confirmed = done === "session" || done === "password" || done === "theme" ? confirmations[done] : null;
  return (
    <>
      <PageHeader title="Security" />
      {confirmed ? (
        <div role="status" className="mb-6">
          <Callout tone="ok" title={confirmed} />
        </div>
      ) : null}
      <div className="grid max-w-measure gap-8">
        <Section title="Where you are signed in">
          <SessionList sessions={sessions} timeZone={timeZone} />
        </Section>
        <Section title="Change password">
          <BankForm id="password" action={changePasswordAction}>
            <PasswordField name="current" label="Present password" autoComplete="current-password" />
            <PasswordField
              name="password"
              label="New password"
              hint="At least 12 characters. Several words work well; nothing else is required."
              autoComplete="new-password"
            />
            <PasswordField name="repeat" label="New password again" autoComplete="new-password" />
            <SubmitButton keys={null}>Change password and sign out elsewhere</SubmitButton>
          </BankForm>
        </Section>
        <Section title="How the pages look">
          <BankForm id="theme" action={setThemeAction} defaultValue={{ theme }}>
            <RadioGroup name="theme" label="Ground" options={themes} />
            <SubmitButton keys={null} look="ghost">
              Keep it so
            </SubmitButton>
          </BankForm>
        </Section>
      </div>
    </>
  );
}

const confirmations = {
  session: "The session is ended. That device has to sign in again.",
  password: "Your password is changed. Every other device has to sign in again.",
  theme: "The pages look the way you chose, wherever you sign in.",
};

const themes = [
  { value: "light", label: "Light paper" },
  { value: "dark", label: "Dark paper" },
  { value: "system", label: "As this device is set" },
];
