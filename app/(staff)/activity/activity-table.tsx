import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import { actWords } from "@/lib/audit/acts";
import type { ActivityRow } from "@/lib/audit/queries";
import { formatDate } from "@/lib/core/dates";
import { ActedBy } from "./acted-by";
import { subjectHref, subjectWords } from "./subject-href";

/** The activity log: when, who as what, which act on what, how it ended. */
export function ActivityTable({ rows, caption }: { rows: readonly ActivityRow[]; caption: string }) {
  return (
    <DataTable id="activity" caption={caption}>
      <Head>
        <Th>Time</Th>
        <Th>Person</Th>
        <Th>Act</Th>
        <Th>On</Th>
        <Th>Reference</Th>
        <Th num>Amount</Th>
        <Th>Result</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} spine={row.result === "refused" ? "danger" : null}>
            <Td>
              <span className="whitespace-nowrap">{formatDate(row.at.slice(0, 10))}</span>
              <SubLine>{row.at.slice(11)}</SubLine>
            </Td>
            <Td>
              <ActedBy event={row} />
            </Td>
            <RowHead>
              <a href={`/activity/${row.id}`} className="link">
                {actWords(row.act)}
              </a>
            </RowHead>
            <Td>
              <Subject event={row} />
            </Td>
            <Td>
              {row.reference ? <span className="whitespace-nowrap font-mono text-meta">{row.reference}</span> : null}
            </Td>
            <Td num>
              {row.amountMinor !== null && row.currency ? (
                <Money minor={row.amountMinor} currency={row.currency} symbol />
              ) : null}
            </Td>
            <Td>
              <Status of="audit" is={row.result} />
              {row.reason ? <SubLine>{row.reason.replaceAll("_", " ")}</SubLine> : null}
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function Subject({ event }: { event: ActivityRow }) {
  if (!event.subject) return null;
  const href = subjectHref(event);
  const name = (
    <bdi className={event.subjectKind === "account" ? "whitespace-nowrap font-mono text-meta" : ""}>
      {subjectWords(event)}
    </bdi>
  );
  if (!href) return name;
  return (
    <a href={href} className="link">
      {name}
    </a>
  );
}
