"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { FormState } from "@/lib/core/form-state";
import { PrintButton } from "./print-button";

type Props = {
  action: (state: FormState, formData: FormData) => Promise<FormState>;
  /** Whose sign-in it is: the field of the action's input, and their id. */
  person: { field: "customerId" | "userId"; id: string };
  name: string;
  bankName: string;
  /** Where the person types the code, and what they choose there. */
  address: string;
  chooses: string;
  /** How long it works, as said in a sentence: `three days`. */
  works: string;
  /** What to do before handing it over. */
  before: ReactNode;
  /** A code that was issued before still works; a new one withdraws it. */
  codeOutstanding: boolean;
  keys?: string;
};

/** Issues a code and shows it once: it lives in this answer only, and is gone when the page is left. */
export function EnrolmentCode({ action, person, before, codeOutstanding, keys, ...slip }: Props) {
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
        {before} It works once, for {slip.works}.
      </p>
      <input type="hidden" name={person.field} value={person.id} />
      <div>
        <Button type="submit" keys={keys} disabled={issuing}>
          {issuing ? "Issuing…" : codeOutstanding ? "Issue a new code" : "Issue enrolment code"}
        </Button>
      </div>
    </form>
  );
}

type SlipProps = Pick<Props, "name" | "bankName" | "address" | "chooses" | "works"> & { code: string };

function Slip({ code, name, bankName, address, chooses, works }: SlipProps) {
  return (
    <div className="grid gap-4">
      <section aria-label="Enrolment slip" className="border border-rule bg-surface px-6 py-5">
        <p className="font-semibold">{bankName}</p>
        <p className="mt-3 text-ink-2">
          Enrolment code for <bdi className="text-ink">{name}</bdi>
        </p>
        <p className="mt-2 select-all font-medium font-mono text-hero [word-spacing:0.25em]">
          {code.replaceAll("-", " ")}
        </p>
        <ol className="mt-4 grid list-decimal gap-1 ps-5">
          <li>
            Open <span className="font-mono text-meta">{address}</span>
          </li>
          <li>Type the code, then choose {chooses}.</li>
        </ol>
        <p className="mt-3 text-ink-2 text-meta">
          Works once, within {works}. Give it to nobody; the bank never asks for it.
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
