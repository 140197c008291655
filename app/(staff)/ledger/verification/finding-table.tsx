import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/status";
import { formatCount } from "@/lib/core/format-count";
import type { VerifyRun } from "@/lib/ledger/verify-queries";

/** Each check of a run with how much it compared, and the first row that did not agree. */
export function FindingTable({ findings }: { findings: VerifyRun["findings"] }) {
  return (
    <DataTable caption="Checks of the last verification" captionHidden stacked={["Result", "Compared"]}>
      <Head>
        <Th>Check</Th>
        <Th width="8rem">Result</Th>
        <Th num width="8rem">
          Compared
        </Th>
      </Head>
      <tbody>
        {findings.map(({ check, rows, bad }) => (
          <Row key={check} spine={bad === null ? null : "danger"}>
            <RowHead>
              {check}
              {bad === null ? null : (
                <SubLine>
                  <span className="break-all font-mono text-danger">{bad}</span>
                </SubLine>
              )}
            </RowHead>
            <Td>
              {bad === null ? (
                <Mark icon="check" word="Holds" tone="ok" />
              ) : (
                <Mark icon="cross" word="Bad row" tone="danger" />
              )}
            </Td>
            <Td num>{formatCount(BigInt(rows))}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
