"use client";

import { Failure } from "@/components/layout/failure";

/** A page that could not be shown: what it means, what to do, and the reference that stands in the log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-measure px-4 py-12">
      <Failure reference={error.digest} retry={reset} />
    </main>
  );
}
