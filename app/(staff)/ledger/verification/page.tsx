import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { Empty } from "@/components/ui/empty";
import { lastSeals, sealingState } from "@/lib/ledger/seal-queries";
import { verifyRuns } from "@/lib/ledger/verify-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { ChainStatus } from "./chain-status";
import { FindingTable } from "./finding-table";
import { LastRun } from "./last-run";
import { RunTable } from "./run-table";
import { SealTable } from "./seal-table";
import { VerifyForm } from "./verify-form";

export const metadata: Metadata = { title: "Verification" };

export default async function VerificationPage() {
  const ctx = await requireStaff("verification.read");
  const [{ runs, running }, state, seals] = await ask(
    Promise.all([verifyRuns(ctx), sealingState(ctx.db), lastSeals(ctx.db)]),
  );
  const last = runs[0];
  return (
    <>
      <PageHeader
        title="Verification"
        meta="Every entry, account, hold and act is hashed into a chain of seals. A verification computes all of it again, and every balance from its postings."
      />
      <Columns side={<ChainStatus state={state} />}>
        {last ? <LastRun run={last} /> : <Empty kind="none" title="Nothing was verified yet" />}
        <div className="mt-4">
          <VerifyForm actor={ctx.actor} running={running} />
        </div>
        {last && last.findings.length > 0 ? (
          <Section title="What the last run compared">
            <FindingTable findings={last.findings} />
          </Section>
        ) : null}
        {last ? (
          <Section title="Runs" aside="the last ten">
            <RunTable runs={runs} />
          </Section>
        ) : null}
        <Section title="Seals" aside="the last ten">
          <SealTable seals={seals} />
        </Section>
      </Columns>
    </>
  );
}
