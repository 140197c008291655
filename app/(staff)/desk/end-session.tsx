import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Panel } from "@/components/layout/panel";
import { ButtonLink } from "@/components/ui/button";
import type { MyTill } from "@/lib/cash/queries";
import { resumeTillAction, suspendTillAction } from "./actions";
import { BeginCount } from "./begin-count";

/** A pause, and the end of the session: the till is counted before anybody says what it should hold. */
export function EndSession({ till }: { till: MyTill }) {
  return (
    <Panel title="Cash, pause and end">
      <p className="mb-3 text-ink-2 text-meta">
        To close the till, count it first: until the count is in, what it should hold is shown nowhere. The cash stays
        in it for the next session, or goes to the vault.
      </p>
      <div className="flex flex-wrap items-start gap-3">
        {till.status === "open" ? <ButtonLink href="/desk/give">Hand cash over</ButtonLink> : null}
        <BeginCount sessionId={till.sessionId} goal="hand-over">
          Hand the till to a colleague
        </BeginCount>
        <BeginCount sessionId={till.sessionId} goal="close">{`Count and close ${till.name}`}</BeginCount>
        {till.status === "open" ? (
          <BankForm id="suspend-till" action={suspendTillAction} initialKey={randomUUID()}>
            <HiddenField name="sessionId" value={till.sessionId} />
            <SubmitButton look="ghost" keys={null}>
              Suspend
            </SubmitButton>
          </BankForm>
        ) : null}
      </div>
    </Panel>
  );
}

/** A till that is locked for a while, or whose count is open: how its teller goes on serving. */
export function GoOnServing({ look = "primary", sessionId }: { look?: "primary" | "ghost"; sessionId: string }) {
  return (
    <BankForm id="resume-till" action={resumeTillAction} initialKey={randomUUID()}>
      <HiddenField name="sessionId" value={sessionId} />
      <SubmitButton look={look} keys={look === "primary" ? "F9" : null}>
        Go on serving
      </SubmitButton>
    </BankForm>
  );
}
