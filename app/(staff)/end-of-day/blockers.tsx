import { Callout } from "@/components/ui/callout";
import { Mark } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import type { Day, OpenTill } from "@/lib/operations/day-queries";

/** What stands in the way, first and with who can clear it: tills that are open, a proof that failed. */
export function Blockers({ closing, tills }: { closing: Day | null; tills: readonly OpenTill[] }) {
  const failed = closing?.steps.find(({ status }) => status === "failed");
  if (failed) {
    return (
      <div role="alert">
        <Callout tone="danger" title="The last try to close did not pass">
          <p>{failed.detail}</p>
          <p className="mt-1">
            Customers are not affected. Look for the cause in the{" "}
            <a href="/ledger" className="link">
              ledger
            </a>
            , then close again: every proof runs anew.
          </p>
        </Callout>
      </div>
    );
  }
  if (tills.length === 0) return <Mark icon="check" word="Ready: no blockers" tone="ok" />;
  return (
    <Callout tone="held" title={tills.length === 1 ? "One till is open" : `${tills.length} tills are open`}>
      <ul className="grid gap-1">
        {tills.map(({ name, branch, holder, openedOn, status }) => (
          <li key={`${branch} ${name}`}>
            <a href="/cash" className="link">
              {name}, {branch}
            </a>
            {": "}
            <bdi>{holder}</bdi> has it {status} since {formatDate(openedOn)}
          </li>
        ))}
      </ul>
      <p className="mt-1">Whoever holds a till closes it at the till. The cut waits for all of them.</p>
    </Callout>
  );
}
