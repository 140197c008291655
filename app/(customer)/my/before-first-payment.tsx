import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** What stands in the place of a payment's form until its customer has a second factor. */
export function BeforeFirstPayment({ next }: { next: string }) {
  return (
    <div className="grid gap-4">
      <Callout title="Before your first payment, set up an authenticator">
        An app on your phone then proves, besides the password, that it is you. It takes two minutes, once.
      </Callout>
      <ButtonLink href={`/sign-in/factor?next=${encodeURIComponent(next)}`}>Set up your authenticator</ButtonLink>
    </div>
  );
}
