import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/layout/section";
import { Callout } from "@/components/ui/callout";
import type { ApprovalDetail } from "@/lib/operations/approval-queries";
import { approveRequestAction, refuseRequestAction, withdrawRequestAction } from "./actions";

const answers = [
  { value: "returned", label: "Return it to whoever asked" },
  { value: "rejected", label: "Reject it" },
];

/** What the viewer can do with a request: decide it, or take back their own. */
export function RequestDecision({ request }: { request: ApprovalDetail }) {
  if (request.mayDecide) return <Decide request={request} />;
  if (!request.own || (request.status !== "pending" && request.status !== "returned")) return null;
  return (
    <div className="mt-5 grid gap-3">
      <Callout tone="second" title="You made this request">
        A second person must decide it.
      </Callout>
      <BankForm id="withdraw" action={withdrawRequestAction} initialKey={randomUUID()}>
        <HiddenField name="approvalId" value={request.id} />
        <div>
          <SubmitButton look="ghost" keys={null}>
            Withdraw the request
          </SubmitButton>
        </div>
      </BankForm>
    </div>
  );
}

function Decide({ request }: { request: ApprovalDetail }) {
  return (
    <Section title="Decision">
      <div className="grid max-w-[36rem] gap-5">
        <BankForm id="approve" action={approveRequestAction} initialKey={randomUUID()}>
          <Seen request={request} />
          <div>
            <SubmitButton look="second" keys="A">
              Approve
            </SubmitButton>
          </div>
        </BankForm>
        <BankForm id="refuse" action={refuseRequestAction} initialKey={randomUUID()}>
          <Seen request={request} />
          <RadioGroup name="answer" label="Or say no" options={answers} />
          <TextArea name="reason" label="Why" hint="Whoever asked sees this, and it is kept." />
          <div>
            <SubmitButton look="ghost" keys={null}>
              Answer with this reason
            </SubmitButton>
          </div>
        </BankForm>
      </div>
    </Section>
  );
}

/** Which request is decided, as it stood when this page was made. */
function Seen({ request }: { request: ApprovalDetail }) {
  return (
    <>
      <HiddenField name="approvalId" value={request.id} />
      <HiddenField name="seen" value={String(request.version)} />
    </>
  );
}
