import { DateText } from "@/components/bank/date-text";
import { Panel } from "@/components/layout/panel";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { Status } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import { actorKinds, channels } from "@/lib/ledger/entry-filters";
import type { EntryDetail } from "@/lib/ledger/entry-queries";
import { templateTitle } from "@/lib/ledger/templates/registry";

const links = {
  reverses: "Reverses",
  reversed_by: "Reversed by",
  accrual: "Interest booked with it",
  repayment: "Booked by",
} as const;

/** Who booked the entry, when and by which way, and what it hangs together with. */
export function EntryFacts({ entry }: { entry: EntryDetail }) {
  const [day = "", time = ""] = entry.bookedAt.split(" ");
  return (
    <>
      <Panel title="Booking">
        <DefinitionList>
          <Leader term="State">
            <Status of="movement" is={entry.linked.some(({ why }) => why === "reversed_by") ? "reversed" : "posted"} />
          </Leader>
          <Leader term="Banking day">
            <DateText date={entry.bookingDate} />
          </Leader>
          <Leader term="The day is">
            <Status of="day" is={entry.dayStatus} />
          </Leader>
          <Leader term="Value date">
            <DateText date={entry.valueDate} />
          </Leader>
          <Leader term="Booked at">{`${formatDate(day)}, ${time}`}</Leader>
          <Leader term="By">
            {entry.who ? <bdi className="wrap-anywhere">{entry.who}</bdi> : actorKinds[entry.actorKind]}
          </Leader>
          <Leader term="Channel">{channels[entry.channel]}</Leader>
          <Leader term="Branch">{entry.branch}</Leader>
        </DefinitionList>
        <p className="mt-3 text-ink-2 text-meta">
          Request <span className="select-all break-all font-mono">{entry.requestId}</span>
        </p>
      </Panel>
      {entry.linked.length > 0 ? (
        <Panel title="Linked entries">
          <ul className="grid gap-2">
            {entry.linked.map(({ id, reference, kind, why }) => (
              <li key={`${why}:${id}`}>
                <span className="block text-ink-2 text-meta">{links[why]}</span>
                {templateTitle(kind)}{" "}
                <a href={`/ledger/entries/${id}`} className="link font-mono text-meta">
                  {reference}
                </a>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}
