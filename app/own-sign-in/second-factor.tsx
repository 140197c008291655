import { InstantText } from "@/components/bank/date-text";
import { RenewCodes } from "@/components/bank/renew-codes";
import type { FormAction } from "@/components/form/use-sending";
import { ButtonLink } from "@/components/ui/button";
import type { Factors } from "@/lib/identity/factors";

type Props = { factors: Factors; name: string; timeZone: string; home: string; renewCodes: FormAction };

/** The authenticator of a person and what is left of their recovery codes. */
export function SecondFactor({ factors, name, timeZone, home, renewCodes }: Props) {
  const { authenticatorSince, recoveryCodesLeft } = factors;
  const setUp = `/sign-in/factor?next=${encodeURIComponent(home)}`;
  if (!authenticatorSince) {
    return (
      <div className="grid gap-3">
        <p>You sign in with the password alone. Before your first payment, set up an authenticator app.</p>
        <ButtonLink href={setUp}>Set up your authenticator</ButtonLink>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <p>
        Authenticator app, since <InstantText at={authenticatorSince} timeZone={timeZone} />.{" "}
        <a href={setUp} className="link inline-block min-h-6">
          Replace it
        </a>
      </p>
      <p>{codesLeft(recoveryCodesLeft)}</p>
      <RenewCodes action={renewCodes} name={name} onwards={home} />
    </div>
  );
}

function codesLeft(count: number): string {
  if (count === 0) return "You have no recovery codes left.";
  return `${count} recovery code${count === 1 ? "" : "s"} left, for when the phone is lost.`;
}
