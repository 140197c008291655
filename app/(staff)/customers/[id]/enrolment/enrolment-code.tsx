"use client";

import { useActionState } from "react";
import { PrintButton } from "@/components/bank/print-button";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { FormState } from "@/lib/core/form-state";

type Props = {
  action: (state: FormState, formData: FormData) => Promise<FormState>;
  customerId: string;
  customerName: string;
  bankName: string;
  /** Where the customer types the code. */
  address: string;
  /** A code that was issued before still works; a new one withdraws it. */
  codeOutstanding: boolean;
};

/** Issues a code and shows it once: it lives in this answer only, and is gone when the page is left. */
export function EnrolmentCode({ action, customerId, codeOutstanding, ...slip }: Props) {
  const [state, issue, issuing] = useActionState(action, null);
  if (state?.done && state.message) return <Slip code={state.message} {...slip} />;
  return (
    <form action={issue} className="grid gap-3">
      {state?.message ? <Callout tone="danger" title={state.message} /> : null}
      {codeOutstanding ? (
        <Callout tone="held" title="A code issued earlier still works">
          Issuing a new one withdraws it.
        </Callout>
      ) : null}
      <p>
        Check the identity document of <bdi className="font-semibold">{slip.customerName}</bdi> before you hand over a
        code. It works once, for three days.
      </p>
      <input type="hidden" name="customerId" value={customerId} />
      <div>
        <Button type="submit" keys="F9" disabled={issuing}>
          {issuing ? "Issuing…" : codeOutstanding ? "Issue a new code" : "Issue enrolment code"}
        </Button>
      </div>
    </form>
  );
}

function Slip({
  code,
  customerName,
  bankName,
  address,
}: {
  code: string;
  customerName: string;
  bankName: string;
  address: string;
}) {
  return (
    <div className="grid gap-4">
      <section aria-label="Enrolment slip" className="border border-rule bg-surface px-6 py-5">
        <p className="font-semibold">{bankName}</p>
        <p className="mt-3 text-ink-2">
          Enrolment code for <bdi className="text-ink">{customerName}</bdi>
        </p>
        <p className="mt-2 select-all font-medium font-mono text-hero [word-spacing:0.25em]">
          {code.replaceAll("-", " ")}
        </p>
        <ol className="mt-4 grid list-decimal gap-1 ps-5">
          <li>
            Open <span className="font-mono text-meta">{address}</span>
          </li>
          <li>Type the code, then choose a user name and a password of your own.</li>
        </ol>
        <p className="mt-3 text-ink-2 text-meta">
          Works once, within three days. Give it to nobody; the bank never asks for it.
        </p>
      </section>
      <div className="flex flex-wrap items-center gap-3" data-no-print="">
        <PrintButton>Print slip</PrintButton>
        <p className="text-held" role="status">
          Shown once: when you leave this page it is gone.
        </p>
      </div>
    </div>
  );
}
