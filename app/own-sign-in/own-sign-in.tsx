import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { FormAction } from "@/components/form/use-sending";
import { BlurChoice } from "@/components/layout/blur-choice";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import type { Factors } from "@/lib/identity/factors";
import type { OwnSession } from "@/lib/identity/queries";
import type { Theme } from "@/lib/identity/set-theme";
import { SecondFactor } from "./second-factor";
import { SessionList } from "./session-list";

type OwnSignInProps = {
  sessions: readonly OwnSession[];
  factors: Factors;
  name: string;
  /** The page this stands on. */
  home: string;
  timeZone: string;
  theme: Theme;
  /** What has just been done, from the address. */
  done?: string;
  endSession: FormAction;
  changePassword: FormAction;
  setTheme: FormAction;
  renewCodes: FormAction;
  removePasskey: FormAction;
};

/** What everybody may do with their own sign-in: see and end sessions, change the password, choose the paper. */
export function OwnSignIn(props: OwnSignInProps) {
  const {
    sessions,
    factors,
    name,
    home,
    timeZone,
    theme,
    done,
    endSession,
    changePassword,
    setTheme,
    renewCodes,
    removePasskey,
  } = props;
  const confirmed = done && done in confirmations ? confirmations[done as keyof typeof confirmations] : null;
  return (
    <>
      {confirmed ? (
        <div role="status" className="mb-6">
          <Callout tone="ok" title={confirmed} />
        </div>
      ) : null}
      <div className="max-w-measure">
        <Section title="Where you are signed in">
          <SessionList sessions={sessions} timeZone={timeZone} endSession={endSession} />
        </Section>
        <Section title="Second proof that it is you">
          <SecondFactor
            factors={factors}
            name={name}
            timeZone={timeZone}
            home={home}
            renewCodes={renewCodes}
            removePasskey={removePasskey}
          />
        </Section>
        <Section title="Change password">
          <BankForm id="password" action={changePassword}>
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
          <BankForm id="theme" action={setTheme} defaultValue={{ theme }}>
            <RadioGroup name="theme" label="Light or dark" options={themes} />
            <SubmitButton keys={null} look="ghost">
              Save the look
            </SubmitButton>
          </BankForm>
          <BlurChoice className="mt-3 min-h-11" />
        </Section>
      </div>
    </>
  );
}

const confirmations = {
  session: "The session is ended. That device has to sign in again.",
  passkey: "The passkey is removed.",
  password: "Your password is changed. Every other device has to sign in again.",
  theme: "The pages look the way you chose, wherever you sign in.",
};

const themes = [
  { value: "light", label: "Light paper" },
  { value: "dark", label: "Dark paper" },
  { value: "system", label: "As this device is set" },
];
