import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { Day, DayStep } from "@/lib/operations/day-queries";

const steps = [
  { step: "cut", title: "Cut", what: "The day takes nothing more from tellers and customers", items: "" },
  {
    step: "expiries",
    title: "What ran out",
    what: "Holds, overdraft limits, requests and roles whose time is over have ended",
    items: "",
  },
  {
    step: "deposit_accruals",
    title: "Interest of the night",
    what: "What deposits earn and overdrafts cost until tomorrow, and what became known of earlier nights",
    items: "nights",
  },
  {
    step: "capitalisation",
    title: "Interest to accounts",
    what: "At the end of a product’s period, what was earned or owed is brought to the accounts",
    items: "accounts",
  },
  {
    step: "revaluation",
    title: "Currency positions",
    what: "What is held of foreign currencies is valued at the day’s mid rates",
    items: "revalued",
  },
  {
    step: "daily_balances",
    title: "Daily balances",
    what: "What the day left on every account that moved",
    items: "accounts",
  },
  {
    step: "proofs",
    title: "Proofs",
    what: "Debits equal credits, subledgers equal their control accounts, loans equal the books",
    items: "proofs",
  },
  { step: "close", title: "Close", what: "Figures are final", items: "" },
] as const;

type State = "waiting" | "blocked" | DayStep["status"];

/** Each step of end of day with what it did on this day; all after the cut happen together or not at all. */
export function StepTable({ day, blocked = false }: { day: Day; blocked?: boolean }) {
  const done = new Map(day.steps.map((step) => [step.step, step]));
  return (
    <DataTable caption={`Steps of ${day.day}`} captionHidden>
      <Head>
        <Th>Step</Th>
        <Th width="8rem">State</Th>
        <Th num width="7rem">
          Items
        </Th>
        <Th num width="6.5rem">
          Began
        </Th>
        <Th num width="6.5rem">
          Ended
        </Th>
      </Head>
      <tbody>
        {steps.map(({ step, title, what, items }) => {
          const row = done.get(step);
          const state: State = row?.status ?? (blocked && step === "cut" ? "blocked" : "waiting");
          return (
            <Row
              key={step}
              spine={state === "failed" ? "danger" : state === "blocked" ? "held" : null}
              quiet={state === "waiting"}
            >
              <RowHead wide>
                {title}
                <SubLine>{what}</SubLine>
              </RowHead>
              <Td>
                <Status of="step" is={state} />
              </Td>
              <Td num>{row && items && row.status === "done" ? `${row.items} ${items}` : null}</Td>
              <Td num>{row?.startedAt}</Td>
              <Td num>{row?.endedAt}</Td>
            </Row>
          );
        })}
      </tbody>
    </DataTable>
  );
}
