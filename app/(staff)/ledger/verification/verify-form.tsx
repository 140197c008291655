import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Callout } from "@/components/ui/callout";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/identity/authorize";
import { verifyNowAction } from "./actions";

/** Starts a verification for those who may; one runs at a time. */
export function VerifyForm({ actor, running }: { actor: Actor; running: boolean }) {
  if (running) return <Callout tone="held" title="A verification is under way. Open this page again for its result." />;
  if (!may(actor, "ledger.verify")) return <p className="text-ink-2">Finance or an auditor starts a verification.</p>;
  return (
    <BankForm id="verify" action={verifyNowAction} initialKey={randomUUID()}>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>Verify now</SubmitButton>
        <span className="text-ink-2">Reads everything; work goes on meanwhile.</span>
      </div>
    </BankForm>
  );
}
