import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
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
import { WhatIsAsked } from "./what-is-asked";
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
