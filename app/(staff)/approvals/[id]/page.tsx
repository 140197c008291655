import type { Metadata } from "next";
import Link from "next/link";
import { BeforeAfter } from "@/components/bank/before-after";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Status } from "@/components/ui/status";
import { Timeline } from "@/components/ui/timeline";
import { formatLocalTime } from "@/lib/core/local-time";
import { formatMoney } from "@/lib/core/money";
import { type ApprovalDetail, readApproval } from "@/lib/operations/approval-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { RequestDecision } from "./request-decision";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff();
  const { id } = await params;
  const request = await ask(readApproval(ctx, id));
  const { amountMinor, currency } = request;
  return (
    <>
      <PageHeader
        title={request.words}
        eyebrow={
          <Link href="/approvals" className="link">
            Approvals
          </Link>
        }
        aside={<Status of="approval" is={request.status} />}
      />
      <p className="text-ink-2">
        Asked by <bdi>{request.maker}</bdi>, {request.branch ?? "whole bank"} · {formatLocalTime(request.askedAt)} ·
        open until {formatLocalTime(request.dueAt)}
        {amountMinor !== null && currency ? ` · ${formatMoney({ minor: amountMinor, currency })}` : ""}
      </p>
      <Section title="What changes">
        <BeforeAfter caption="What changes" changes={changesOf(request)} />
      </Section>
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

/** Every field that either side names, in the order of the new one. */
function changesOf({ before, after }: ApprovalDetail) {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].map((name) => {
    const [was, is] = [before[name] ?? "–", after[name] ?? "–"];
    const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
    return { label, before: was, after: is, changed: was !== is };
  });
}

const steps: Record<string, string> = {
  requested: "Asked for",
  approved: "Approved",
  returned: "Returned",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
  expired: "Expired",
};

function timelineItem({ id, step, at, by, byRule, reason }: ApprovalDetail["steps"][number]) {
  return {
    id,
    title: byRule ? "Returned by the bank’s rules when it ran" : (steps[step] ?? step),
    meta: `${formatLocalTime(at)} · ${by ?? "the bank"}`,
    ...(reason ? { body: reason } : {}),
  };
}
