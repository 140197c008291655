import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import { formatDate, formatDateWithWeekday } from "@/lib/core/dates";
import type { Day } from "@/lib/operations/day-queries";

/** The day being closed and the day that is open, side by side with what stands on them. */
export function DayFacts({ open, closing }: { open: Day; closing: Day | null }) {
  return (
    <>
      {closing ? <DayPanel day={closing} /> : null}
      <DayPanel day={open} />
    </>
  );
}

export function DayPanel({ day }: { day: Day }) {
  return (
    <Panel title={formatDateWithWeekday(day.day)} aside={<Status of="day" is={day.status} />}>
      <DefinitionList>
        <Leader term="Opened">{moment(day.openedAt)}</Leader>
        {day.cutAt ? <Leader term="Cut">{moment(day.cutAt)}</Leader> : null}
        {day.closedAt ? <Leader term="Closed">{moment(day.closedAt)}</Leader> : null}
        {day.closedBy ? (
          <Leader term="Closed by">
            <bdi>{day.closedBy}</bdi>
          </Leader>
        ) : null}
        <Leader term="Entries">{day.entries}</Leader>
      </DefinitionList>
    </Panel>
  );
}

function moment(at: string): string {
  const [day = "", time = ""] = at.split(" ");
  return `${formatDate(day)}, ${time}`;
}
