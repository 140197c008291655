import type { ReactNode } from "react";
import { Brand } from "./brand";
import { SkipLink } from "./skip-link";

/** The frame before anybody is known: one question on one panel. */
export function AuthShell({
  bankName,
  aside,
  children,
}: {
  bankName?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div data-density="comfortable" className="mx-auto flex min-h-dvh w-full max-w-[26rem] flex-col px-4 py-6 md:py-16">
      <SkipLink />
      <header data-no-print="" className="mb-6 flex items-center justify-between">
        <Brand href="/sign-in" name={bankName} />
      </header>
      <main id="main" tabIndex={-1} className="focus-visible:shadow-none focus-visible:outline-none">
        {children}
      </main>
      {aside ? <footer className="mt-8 border-rule border-t pt-4 text-ink-2 text-staff">{aside}</footer> : null}
    </div>
  );
}
