import { DataTable, Head, Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { Currency } from "@/lib/core/currencies";
import { DateText } from "./date-text";
import { Money } from "./money";
import type { ScheduleRow } from "./schedule-table";

/** The instalments narrow enough for a phone: when, how much, and whether it is paid. */
export function ScheduleList({
  currency,
  caption,
  rows,
}: {
  currency: Currency;
  caption: string;
  rows: readonly ScheduleRow[];
}) {
  return (
    <DataTable caption={caption} captionHidden>
      <Head>
        <Th>Due</Th>
        <Th num>{`Instalment, ${currency}`}</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {rows.map(({ no, dueDate, principalMinor, interestMinor, balanceMinor, status }) => (
          <Row key={no} spine={status === "overdue" ? "danger" : status === "next" || status === "due" ? "ok" : null}>
            <Td>
              <DateText date={dueDate} />
              <SubLine>No. {no}</SubLine>
            </Td>
            <Td num>
              <Money minor={principalMinor + interestMinor} currency={currency} />
              <SubLine>
                <Money minor={interestMinor} currency={currency} /> interest
              </SubLine>
            </Td>
            <Td>
              {status === "scheduled" ? null : <Status of="instalment" is={status} />}
              <SubLine>
                <span className="whitespace-nowrap">
                  <Money minor={balanceMinor} currency={currency} /> left
                </span>
              </SubLine>
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
