import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import type { MyTill } from "@/lib/cash/queries";
import { beginCountAction } from "./actions";
import { GoOnServing } from "./end-session";

type BeginCountProps = {
  sessionId: string;
  goal: "close" | "hand-over";
  look?: "primary" | "ghost";
  children: string;
};

/** Stops the till for its count; from then on the books keep silent until the count is in. */
export function BeginCount({ sessionId, goal, look = "ghost", children }: BeginCountProps) {
  return (
    <BankForm id={`begin-${goal}`} action={beginCountAction} initialKey={randomUUID()}>
      <HiddenField name="sessionId" value={sessionId} />
      <HiddenField name="goal" value={goal} />
      <SubmitButton look={look} keys={look === "primary" ? "F9" : null}>
        {children}
      </SubmitButton>
    </BankForm>
  );
}

/** Before a count: what beginning it means. */
export function BeforeCount({ till, title, goal }: { till: MyTill; title: string; goal: "close" | "hand-over" }) {
  return (
    <>
      <PageHeader eyebrow={<Status of="till" is={till.status} />} title={title} />
      <div className="grid max-w-measure justify-items-start gap-3">
        <p>
          From the moment the count begins nobody is served at {till.name}, and what it should hold is shown nowhere
          until you have counted.
        </p>
        <div className="flex flex-wrap items-start gap-3">
          <BeginCount sessionId={till.sessionId} goal={goal} look="primary">
            Begin the count
          </BeginCount>
          <ButtonLink href="/desk">Back to the desk</ButtonLink>
        </div>
      </div>
    </>
  );
}

/** A till whose count was begun and is not in: to the count, or back to the customers. */
export function BeingCounted({ till }: { till: MyTill }) {
  return (
    <>
      <PageHeader
        eyebrow={<Status of="till" is="counting" />}
        title={till.name}
        meta="It is being counted. What it should hold is shown once the count is in."
      />
      <div className="flex flex-wrap items-start gap-3">
        <ButtonLink href="/desk/close" look="primary" keys="F9">{`Count and close ${till.name}`}</ButtonLink>
        <ButtonLink href="/desk/hand-over">Hand the till to a colleague</ButtonLink>
        <GoOnServing look="ghost" sessionId={till.sessionId} />
      </div>
    </>
  );
}
