import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { formatDateWithWeekday } from "@/lib/core/dates";
import { dayCockpit } from "@/lib/operations/day-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { Blockers } from "./blockers";
import { CloseForm } from "./close-form";
import { ClosedDays } from "./closed-days";
import { CutForm } from "./cut-form";
import { DayFacts } from "./day-facts";
import { OldRates } from "./old-rates";
import { StepTable } from "./step-table";

export const metadata: Metadata = { title: "End of day" };

export default async function EndOfDayPage() {
  const ctx = await requireStaff("day.read");
  const { open, closing, closed, tills, oldRates } = await ask(dayCockpit(ctx));
  const day = closing ?? open;
  return (
    <>
      <PageHeader
        title="End of day"
        aside={
          closing ? `${formatDateWithWeekday(closing.day)} is closing` : `${formatDateWithWeekday(open.day)} is open`
        }
        meta={
          closing
            ? `Work goes on on ${formatDateWithWeekday(open.day)}. The closing day takes end-of-day entries only, until it is closed.`
            : "After the cut the next day opens and work goes on there; this day can then be proved and closed."
        }
      />
      <Columns side={<DayFacts open={open} closing={closing} />}>
        <Section title={closing ? "Before the close" : "Before the cut"}>
          <Blockers closing={closing} tills={closing ? [] : tills} />
          <OldRates rates={oldRates} closing={closing !== null} />
        </Section>
        <div className="mt-4">
          {closing ? (
            <CloseForm day={closing.day} actor={ctx.actor} />
          ) : (
            <CutForm day={open.day} blocked={tills.length > 0} actor={ctx.actor} />
          )}
        </div>
        <Section title="Steps">
          <StepTable day={day} blocked={!closing && tills.length > 0} />
        </Section>
        <Section title="Closed days" aside="the last ten">
          <ClosedDays days={closed} />
        </Section>
      </Columns>
    </>
  );
}
