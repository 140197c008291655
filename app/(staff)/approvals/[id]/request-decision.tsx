import { randomUUID } from "node:crypto";
import { PasskeyButton } from "@/components/bank/passkey-button";
import { BankForm } from "@/components/form/bank-form";
import { RadioGroup } from "@/components/form/choice-fields";
import { HiddenField } from "@/components/form/hidden-field";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { hrefWith } from "@/components/ui/href";
import { formatMoney } from "@/lib/core/money";
import type { ApprovalDetail } from "@/lib/operations/approval-queries";
import {
  approveRequestAction,
  askToOverrideAction,
  completeRequestAction,
  overrideByPasskeyAction,
  overrideRequestAction,
  refuseRequestAction,
  resubmitRequestAction,
  withdrawRequestAction,
} from "./actions";

const answers = [
  { value: "returned", label: "Return it to whoever asked" },
  { value: "rejected", label: "Reject it" },
];

/** What the viewer can do with a request: decide it, or take back their own. */
export function RequestDecision({ request }: { request: ApprovalDetail }) {
  if (request.mayDecide) return <Decide request={request} />;
  if (request.mayComplete) return <Complete request={request} />;
  if (!request.own || (request.status !== "pending" && request.status !== "returned")) return null;
  return (
    <div className="mt-5 grid gap-3">
      {request.status === "pending" ? (
        <Callout tone="second" title="Waiting for a second person">
          You made this request. {request.checkerRole ? `A ${spoken(request.checkerRole)}` : "A second person"} must
          decide it; everything you entered is kept in it. You see the answer on your desk.
        </Callout>
      ) : (
        <CameBack request={request} />
      )}
      {request.status === "pending" ? <AgreeHere request={request} /> : null}
      <Withdraw request={request} />
    </div>
  );
}

/** A request that came back: its reason, and the two ways on. */
function CameBack({ request }: { request: ApprovalDetail }) {
  const reason = request.steps.findLast(({ step }) => step === "returned")?.reason;
  const again = againHref(request);
  return (
    <>
      <Callout tone="held" title="This came back to you">
        {reason}
      </Callout>
      <BankForm id="resubmit" action={resubmitRequestAction} initialKey={randomUUID()}>
        <HiddenField name="approvalId" value={request.id} />
        <TextArea
          name="reason"
          label="Your answer"
          hint="The second person sees it. What you asked for stays as it is."
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton look="second">Send it again</SubmitButton>
          {again ? <ButtonLink href={again}>Change it in a new form</ButtonLink> : null}
        </div>
      </BankForm>
    </>
  );
}

/** The form of what came back, which fills itself in from the request: nothing of it stands in the address. */
function againHref({ id, kind, subjectId, typed }: ApprovalDetail): string | null {
  if (kind === "journal.book" && typed) return hrefWith("/ledger/journal", { again: id });
  const form = { "cash.withdraw": "withdraw", "cash.deposit": "deposit", "transfer.create": "transfer" }[
    kind as string
  ];
  if (!form || !typed) return null;
  return hrefWith(`/accounts/${subjectId}/${form}`, { again: id });
}

/** A supervisor agrees at this screen, for this one request; whoever asked stays signed in. */
function AgreeHere({ request }: { request: ApprovalDetail }) {
  if (!request.checkerRole) return null;
  return (
    <details className="max-w-[36rem]">
      <summary className="flex min-h-9 w-fit cursor-pointer list-none items-center rounded-control border border-control px-3.5 py-1 font-medium hover:bg-selected [&::-webkit-details-marker]:hidden">
        A {spoken(request.checkerRole)} is here
      </summary>
      <div className="mt-3 border-second border-s-3 ps-4">
        <BankForm id="override" action={overrideRequestAction} initialKey={randomUUID()}>
          <Seen request={request} />
          <TextField name="signInName" label="User name" autoComplete="off" maxLength={64} />
          <PasswordField
            name="password"
            label="Password"
            hint="For this one request. You stay signed in; they do not sign in."
            autoComplete="new-password"
          />
          <TextField
            name="code"
            label="Code"
            hint="From their authenticator"
            mono
            width="10rem"
            maxLength={40}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
          <div>
            <SubmitButton look="second" keys={null}>
              Agree to this request
            </SubmitButton>
          </div>
        </BankForm>
        <div className="mt-3">
          <PasskeyButton
            ask={askToOverrideAction}
            finish={overrideByPasskeyAction}
            asked={{ approvalId: request.id, seen: String(request.version) }}
            waiting="Waiting for your colleague’s passkey…"
            posted={{ key: randomUUID(), approvalId: request.id, seen: String(request.version) }}
          >
            Agree with their passkey
          </PasskeyButton>
        </div>
      </div>
    </details>
  );
}

const spoken = (role: string) => role.replaceAll("_", " ");

/** Cash that was agreed to: one press posts it at the till of whoever asked. */
function Complete({ request }: { request: ApprovalDetail }) {
  return (
    <div className="mt-5 grid gap-3">
      <Callout tone="ok" title="Agreed and released to you">
        Nothing is posted yet. Post it at your open till, with the customer present.
      </Callout>
      <BankForm id="complete" action={completeRequestAction} initialKey={randomUUID()} money>
        <HiddenField name="approvalId" value={request.id} />
        <div>
          <SubmitButton>{postWords(request)}</SubmitButton>
        </div>
      </BankForm>
      <Withdraw request={request} />
    </div>
  );
}

function postWords({ kind, amountMinor, currency }: ApprovalDetail): string {
  const amount = amountMinor !== null && currency ? formatMoney({ minor: amountMinor, currency }) : "it";
  if (kind === "cash.exchange") return `Exchange notes worth ${amount}`;
  return kind === "cash.withdraw" ? `Pay ${amount}` : kind === "cash.deposit" ? `Deposit ${amount}` : `Move ${amount}`;
}

function Withdraw({ request }: { request: ApprovalDetail }) {
  return (
    <div>
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
          <TextArea name="reason" label="Reason" hint="Whoever asked sees this, and it is kept." />
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
