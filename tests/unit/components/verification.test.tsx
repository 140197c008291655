import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ChainStatus } from "@/app/(staff)/ledger/verification/chain-status";
import { LastRun } from "@/app/(staff)/ledger/verification/last-run";
import { RunTable } from "@/app/(staff)/ledger/verification/run-table";
import type { VerifyRun } from "@/lib/ledger/verify-queries";

const proved: VerifyRun = {
  id: "1",
  startedAt: "2026-03-02 09:00:00",
  millis: 4_120,
  who: "Ada Lund",
  headNumber: 12n,
  headHash: "ab".repeat(32),
  result: "proved",
  failure: null,
  findings: [],
  postings: 1_234n,
};
const failure = "The database stopped a statement that took too long, or somebody stopped it";
const broken: VerifyRun = { ...proved, id: "2", startedAt: "2026-03-02 10:00:00", result: "failed", failure };

describe("the verification page", () => {
  test("says of a run that broke off that it proves nothing, and why, whatever was proved before", () => {
    const told = renderToStaticMarkup(<LastRun run={broken} />);
    expect(told).toContain("broke off: it proves nothing");
    expect(told).toContain(failure);
    expect(told).not.toContain("is proved");
    const rows = renderToStaticMarkup(<RunTable runs={[broken, proved]} />);
    expect(rows.indexOf("Broke off")).toBeGreaterThan(0);
    expect(rows.indexOf("Broke off")).toBeLessThan(rows.indexOf("Proved"));
  });

  test("says that more rows wait than were counted", () => {
    const state = { head: null, waiting: 100_000n, more: true, waitingSince: "2026-03-02 08:00:00", lagSeconds: 3_600 };
    expect(renderToStaticMarkup(<ChainStatus state={state} />)).toContain("more than 100,000 rows waiting");
    expect(renderToStaticMarkup(<ChainStatus state={{ ...state, more: false }} />)).not.toContain("more than");
  });
});
