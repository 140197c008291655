"use client";

import { useActionState } from "react";
import { PrintButton } from "@/components/bank/print-button";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { FormState } from "@/lib/core/form-state";

type Props = {
  action: (state: FormState, formData: FormData) => Promise<FormState>;
  userId: string;
  name: string;
  bankName: string;
  /** Where the colleague types the code. */
  address: string;
  codeOutstanding: boolean;
};

/** Issues a colleague's code and shows it once: it lives in this answer only. */
export function StaffCode({ action, userId, name, bankName, address, codeOutstanding }: Props) {
  const [state, issue, issuing] = useActionState(action, null);
  if (state?.done && state.message) {
    return (
      <div className="grid gap-3">
        <p className="font-semibold">
          {bankName}: enrolment code for <bdi>{name}</bdi>
        </p>
        <p className="select-all font-medium font-mono text-title">{state.message.replaceAll("-", " ")}</p>
        <p>
          Open <span className="font-mono text-meta">{address}</span>, type the code and choose a password. It works
          once, within one day.
        </p>
        <div className="flex flex-wrap items-center gap-3" data-no-print="">
          <PrintButton>Print slip</PrintButton>
          <p className="text-held" role="status">
            Shown once: when you leave this page it is gone.
          </p>
        </div>
      </div>
    );
  }
  return (
    <form action={issue} className="grid gap-3">
      {state?.message ? <Callout tone="danger" title={state.message} /> : null}
      {codeOutstanding ? (
        <Callout tone="held" title="A code issued earlier still works">
          Issuing a new one withdraws it.
        </Callout>
      ) : null}
      <p>Hand the code over in person. It works once, for one day.</p>
      <input type="hidden" name="userId" value={userId} />
      <div>
        <Button type="submit" disabled={issuing}>
          {issuing ? "Issuing…" : codeOutstanding ? "Issue a new code" : "Issue enrolment code"}
        </Button>
      </div>
    </form>
  );
}
