import { ButtonLink } from "@/components/ui/button";

/** The first page of a customer whose account is still being opened. */
export function NoAccountYet({ name }: { name: string }) {
  return (
    <section>
      <h1 className="font-medium text-title">
        Welcome, <bdi>{name}</bdi>
      </h1>
      <p className="mt-3 max-w-measure font-semibold">No account yet</p>
      <p className="mt-1 max-w-measure text-ink-2">
        Your branch opens your account with you, or you apply for one here. As soon as it is open, it stands here with
        its IBAN, ready to use.
      </p>
      <p className="mt-3">
        <ButtonLink href="/my/apply" look="primary">
          Apply for an account
        </ButtonLink>
      </p>
    </section>
  );
}
