/** The first page of a customer whose account is still being opened. */
export function NoAccountYet({ name }: { name: string }) {
  return (
    <section>
      <h1 className="font-medium text-title">
        Welcome, <bdi>{name}</bdi>
      </h1>
      <p className="mt-3 max-w-measure font-semibold">No account yet</p>
      <p className="mt-1 max-w-measure text-ink-2">
        Your branch opens your account with you. As soon as it is open, it stands here with its IBAN, ready to use.
      </p>
    </section>
  );
}
