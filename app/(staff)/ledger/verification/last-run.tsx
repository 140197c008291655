import { Callout } from "@/components/ui/callout";
import { formatCount } from "@/lib/core/format-count";
import type { VerifyRun } from "@/lib/ledger/verify-queries";
import { moment } from "./moment";
import { seconds } from "./run-table";

/** The result of the last verification in words, with the first bad row when there is one. */
export function LastRun({ run }: { run: VerifyRun }) {
  const bad = run.findings.filter((finding) => finding.bad !== null);
  const told = (
    <p>
      {`${moment(run.startedAt)}, by `}
      <bdi>{run.who}</bdi>
      {`: ${formatCount(run.postings)} postings in ${seconds(run)}`}
      {run.headNumber ? `, chain checked to seal ${run.headNumber}` : null}.
    </p>
  );
  if (run.result === "failed") {
    return (
      <Callout tone="danger" title="The last verification broke off: it proves nothing">
        <p>
          {`${moment(run.startedAt)}, by `}
          <bdi>{run.who}</bdi>
          {`, after ${seconds(run)}. ${run.failure}.`}
        </p>
        <p className="mt-1">Start it again. If it breaks off again, tell whoever keeps the server.</p>
      </Callout>
    );
  }
  if (run.result === "proved") {
    return (
      <Callout tone="ok" title="The ledger is proved">
        {told}
      </Callout>
    );
  }
  return (
    <Callout
      tone="danger"
      title={`The ledger is not proved: ${bad.length} of ${run.findings.length} checks found a bad row`}
    >
      {told}
      <p className="mt-1">
        Stop booking corrections, keep the database as it is, and tell the auditor what stands below.
      </p>
    </Callout>
  );
}
