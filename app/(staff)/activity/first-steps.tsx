import { Panel } from "@/components/layout/panel";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/status";
import type { FirstStep } from "@/lib/operations/first-steps";

/** What a bank that was just opened still needs, for the administrators who opened it; gone once the first account is open. */
export function FirstSteps({ steps }: { steps: readonly FirstStep[] }) {
  if (steps.every(({ done }) => done)) return null;
  return (
    <div className="mb-6">
      <Panel
        title="Before the first deposit"
        aside={`${steps.filter(({ done }) => done).length} of ${steps.length} done`}
        flush
      >
        <DataTable caption="What to set up first, in this order">
          <Head>
            <Th>What</Th>
            <Th>Who</Th>
            <Th>Where</Th>
            <Th>State</Th>
          </Head>
          <tbody>
            {steps.map(({ step, words, who, place, done }) => (
              <Row key={step}>
                <RowHead>{words}</RowHead>
                <Td>{who}</Td>
                <Td>
                  <a href={place.href} className="link">
                    {place.label}
                  </a>
                </Td>
                <Td>
                  {done ? <Mark icon="check" word="Done" tone="ok" /> : <Mark icon="open" word="Open" tone="quiet" />}
                </Td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      </Panel>
    </div>
  );
}
