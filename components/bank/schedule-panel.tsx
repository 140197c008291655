import type { ReactNode } from "react";
import { Panel } from "@/components/layout/panel";
import type { Currency } from "@/lib/core/currencies";
import { ScheduleChart } from "./schedule-chart";
import { ScheduleList } from "./schedule-list";
import { type ScheduleRow, ScheduleTable } from "./schedule-table";

type SchedulePanelProps = {
  currency: Currency;
  principalMinor: bigint;
  /** Every instalment: the chart draws all of them. */
  rows: readonly (ScheduleRow & { paid: boolean })[];
  /** How it is calculated, in one quiet line. */
  terms: ReactNode;
  /** Given, the table shows the months around the present and links here for all of them. */
  allHref?: string;
};

/** The schedule of a loan, drawn and in figures. */
export function SchedulePanel({ currency, principalMinor, rows, terms, allHref }: SchedulePanelProps) {
  const shown = allHref ? around(rows) : rows;
  const caption =
    shown.length < rows.length
      ? `Instalments ${shown[0]?.no} to ${shown.at(-1)?.no} of ${rows.length}`
      : "All instalments";
  return (
    <Panel
      flush
      title={
        <>
          Schedule <span className="font-normal text-ink-2">{terms}</span>
        </>
      }
    >
      {/* On a phone its words would be too small to read, and seven columns too many: a list says the same. */}
      <div className="hidden px-3.5 py-3 sm:block">
        <ScheduleChart currency={currency} principalMinor={principalMinor} instalments={rows} />
      </div>
      <div className="sm:hidden">
        <ScheduleList currency={currency} caption={caption} rows={shown} />
      </div>
      <div className="hidden sm:block">
        <ScheduleTable currency={currency} caption={caption} captionHidden rows={shown} />
      </div>
      {allHref && shown.length < rows.length ? (
        <p className="px-3.5 py-2.5 text-meta" data-no-print="">
          <a href={allHref} className="link">{`Show all ${rows.length} instalments`}</a>
        </p>
      ) : null}
    </Panel>
  );
}

/** Two instalments before the present one and as many after as make six. */
function around<Row extends ScheduleRow>(rows: readonly Row[]): readonly Row[] {
  const at = rows.findIndex(({ status }) => status !== "paid");
  const from = Math.max(0, Math.min((at === -1 ? rows.length : at) - 2, rows.length - 6));
  return rows.slice(from, from + 6);
}
