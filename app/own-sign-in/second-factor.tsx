import { InstantText } from "@/components/bank/date-text";
import { RenewCodes } from "@/components/bank/renew-codes";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { FormAction } from "@/components/form/use-sending";
import { ButtonLink } from "@/components/ui/button";
import type { Factors } from "@/lib/identity/factors";

type Props = {
  factors: Factors;
  name: string;
  timeZone: string;
  home: string;
  renewCodes: FormAction;
  removePasskey: FormAction;
};

/** The authenticator of a person and what is left of their recovery codes. */
export function SecondFactor({ factors, name, timeZone, home, renewCodes, removePasskey }: Props) {
  const { authenticatorSince, recoveryCodesLeft, passkeys } = factors;
  const setUp = `/sign-in/factor?next=${encodeURIComponent(home)}`;
  if (!authenticatorSince && passkeys.length === 0) {
    return (
      <div className="grid gap-3">
        <p>You sign in with the password alone. Before your first payment, set up an authenticator app or a passkey.</p>
        <ButtonLink href={setUp}>Set up your authenticator</ButtonLink>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <ul className="grid">
        <li className="border-rule border-b py-3">
          {authenticatorSince ? (
            <>
              Authenticator app, since <InstantText at={authenticatorSince} timeZone={timeZone} />
            </>
          ) : (
            "No authenticator app"
          )}
        </li>
        {passkeys.map(({ id, name: device, since, lastUsed }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-rule border-b py-3"
          >
            <div>
              <div className="font-medium">
                Passkey <bdi>{device}</bdi>
              </div>
              <div className="text-ink-2 text-staff">
                since <InstantText at={since} timeZone={timeZone} />
                {lastUsed ? (
                  <>
                    , last used <InstantText at={lastUsed} timeZone={timeZone} />
                  </>
                ) : null}
              </div>
            </div>
            <BankForm id={`remove-${id}`} action={removePasskey}>
              <HiddenField name="passkeyId" value={id} />
              <SubmitButton keys={null} look="ghost">
                {`Remove ${device}`}
              </SubmitButton>
            </BankForm>
          </li>
        ))}
      </ul>
      <p>
        <a href={setUp} className="link inline-block min-h-6">
          {authenticatorSince ? "Add a passkey, or replace the authenticator" : "Add an authenticator or a passkey"}
        </a>
      </p>
      <p>{codesLeft(recoveryCodesLeft)}</p>
      <RenewCodes action={renewCodes} name={name} onwards={home} asksCode={authenticatorSince !== null} />
    </div>
  );
}

function codesLeft(count: number): string {
  if (count === 0) return "You have no recovery codes left.";
  return `${count} recovery code${count === 1 ? "" : "s"} left, for when the phone is lost.`;
}
