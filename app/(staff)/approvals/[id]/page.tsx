import type { Metadata } from "next";
import { BeforeAfter } from "@/components/bank/before-after";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import { Timeline } from "@/components/ui/timeline";
import { recordCustomerView } from "@/lib/audit/record-view";
import { formatLocalTime } from "@/lib/core/local-time";
import { formatMoney } from "@/lib/core/money";
import { impactOf } from "@/lib/operations/approval-impact";
import { type ApprovalDetail, readApproval } from "@/lib/operations/approval-queries";
import { ask } from "@/lib/web/ask";
import { requireDecider } from "@/lib/web/stand-in";
import { inboxHref, StandingIn } from "../standing-in";
import { RequestDecision } from "./request-decision";
import { WhatItMeans } from "./what-it-means";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDecider();
  const { id } = await params;
  const request = await ask(readApproval(ctx, id));
  const { customerId } = request;
  const [impact] = await ask(Promise.all([impactOf(ctx, request), recordCustomerView(ctx, customerId)]));
  const { amountMinor, currency } = request;
  return (
    <>
      <PageHeader
        title={request.words}
        back={{ href: inboxHref(ctx.actor), label: "Approvals" }}
        aside={<Status of="approval" is={request.status} />}
        meta={
          <>
            Asked by <bdi>{request.maker}</bdi>, {request.branch ?? "whole bank"} · {formatLocalTime(request.askedAt)} ·
            open until {formatLocalTime(request.dueAt)}
            {amountMinor !== null && currency ? ` · ${formatMoney({ minor: amountMinor, currency })}` : ""}
          </>
        }
      />
      <StandingIn actor={ctx.actor} />
      {request.policy ? <p className="mt-1 text-ink-2">{request.policy}</p> : null}
      <WhatIsAsked request={request} />
      {impact ? <WhatItMeans impact={impact} actor={ctx.actor} /> : null}
      {request.reason ? (
        <Section title="Why">
          <p className="whitespace-pre-line border-rule border-s-3 ps-4">{request.reason}</p>
        </Section>
      ) : null}
      <RequestDecision request={request} />
      <Section title="History">
        <Timeline label="History" items={request.steps.map(timelineItem)} />
      </Section>
    </>
  );
}

/** What changes field by field, or, where money moves and nothing is changed, what moves. */
function WhatIsAsked({ request }: { request: ApprovalDetail }) {
  if (Object.keys(request.before).length > 0)
    return (
      <Section title="What changes">
        <BeforeAfter caption="What changes" changes={changesOf(request)} />
      </Section>
    );
  return (
    <Section title="What is asked">
      <div className="max-w-[36rem]">
        <DefinitionList>
          {Object.entries(request.after).map(([name, value]) => (
            <Leader key={name} term={labelOf(name)} strong={name === "amount"}>
              {value}
            </Leader>
          ))}
          {request.reference ? (
            <Leader term="Booked under">
              <a href={`/find?q=${request.reference}`} className="link font-mono text-meta">
                {request.reference}
              </a>
            </Leader>
          ) : null}
        </DefinitionList>
      </div>
    </Section>
  );
}

/** Every field that either side names, in the order of the new one. */
function changesOf({ before, after }: ApprovalDetail) {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].map((name) => {
    const [was, is] = [before[name] ?? "–", after[name] ?? "–"];
    return { label: labelOf(name), before: was, after: is, changed: was !== is };
  });
}

const labelOf = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

const steps: Record<string, string> = {
  requested: "Asked for",
  resubmitted: "Sent again",
  approved: "Approved",
  released: "Agreed, and released to whoever asked",
  completed: "Completed at the till",
  returned: "Returned",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
  expired: "Expired",
};

function timelineItem({ id, step, at, by, for: absent, byRule, reason }: ApprovalDetail["steps"][number]) {
  return {
    id,
    title: byRule ? "Returned by the bank’s rules when it ran" : (steps[step] ?? step),
    meta: `${formatLocalTime(at)} · ${by ?? "the bank"}${absent ? ` for ${absent}` : ""}`,
    ...(reason ? { body: reason } : {}),
  };
}
