import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { formatDateWithWeekday } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import type { Day } from "@/lib/operations/day-queries";

/** Days whose figures are final, each leading to its proofs. */
export function ClosedDays({ days }: { days: readonly Day[] }) {
  if (days.length === 0) return <Empty kind="none" title="No day is closed yet" />;
  return (
    <DataTable caption="Closed days, newest first" captionHidden>
      <Head>
        <Th>Banking day</Th>
        <Th num>Entries</Th>
        <Th num>Accounts moved</Th>
        <Th num>Proofs held</Th>
        <Th num>Closed</Th>
        <Th>By</Th>
      </Head>
      <tbody>
        {days.slice(0, 10).map((day) => (
          <Row key={day.day}>
            <RowHead>
              <a href={`/end-of-day/${day.day}`} className="link whitespace-nowrap">
                {formatDateWithWeekday(day.day)}
              </a>
            </RowHead>
            <Td num>{day.entries}</Td>
            <Td num>{itemsOf(day, "daily_balances")}</Td>
            <Td num>{itemsOf(day, "proofs")}</Td>
            <Td num>{day.closedAt ? formatLocalTime(day.closedAt) : null}</Td>
            <Td>{day.closedBy ? <bdi>{day.closedBy}</bdi> : null}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function itemsOf(day: Day, step: string): number | null {
  return day.steps.find((one) => one.step === step)?.items ?? null;
}
