"use client";

import { Failure } from "@/components/layout/failure";
import "./globals.css";

/** The last resort, when even the frame of the pages failed. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <main className="mx-auto max-w-measure px-4 py-12">
          <Failure reference={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  );
}
