import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/status";
import { formatCount } from "@/lib/core/format-count";
import type { VerifyRun } from "@/lib/ledger/verify-queries";
import { moment } from "./moment";

/** Who verified when, how far the chain then reached, and what came of it. */
export function RunTable({ runs }: { runs: readonly VerifyRun[] }) {
  return (
    <DataTable
      caption="Verifications, newest first"
      captionHidden
      stacked={["By", "Result", "Seal", "Hash", "Postings", "Took"]}
    >
      <Head>
        <Th>Started</Th>
        <Th>By</Th>
        <Th>Result</Th>
        <Th num>Seal</Th>
        <Th>Hash</Th>
        <Th num>Postings</Th>
        <Th num>Took</Th>
      </Head>
      <tbody>
        {runs.map((run) => (
          <Row key={run.id} spine={run.result === "proved" ? null : "danger"}>
            <RowHead>
              <time>{moment(run.startedAt)}</time>
            </RowHead>
            <Td>
              <bdi>{run.who}</bdi>
            </Td>
            <Td>
              <Mark {...resultMarks[run.result]} />
            </Td>
            <Td num>{run.headNumber}</Td>
            <Td>
              <span className="font-mono text-meta">{run.headHash?.slice(0, 16)}</span>
            </Td>
            <Td num>{formatCount(run.postings)}</Td>
            <Td num>{seconds(run)}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

const resultMarks = {
  proved: { icon: "check", word: "Proved", tone: "ok" },
  not_proved: { icon: "cross", word: "Not proved", tone: "danger" },
  failed: { icon: "alert", word: "Broke off", tone: "danger" },
} as const;

/** How long a run took: `4.1 s`. */
export function seconds({ millis }: { millis: number }): string {
  const tenths = Math.round(millis / 100);
  return `${Math.floor(tenths / 10)}.${tenths % 10} s`;
}
