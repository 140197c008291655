import type { ReactNode } from "react";
import { DataTable, Head, Row, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { StatusOf } from "@/components/ui/statuses";
import type { Currency } from "@/lib/core/currencies";
import { DateText } from "./date-text";
import { Money } from "./money";

export type ScheduleRow = {
  no: number;
  dueDate: string;
  principalMinor: bigint;
  interestMinor: bigint;
  balanceMinor: bigint;
  status: StatusOf<"instalment">;
};

type ScheduleTableProps = {
  currency: Currency;
  caption: ReactNode;
  captionHidden?: boolean;
  rows: readonly ScheduleRow[];
};

/** The instalments of a loan in figures: the twin of the chart. */
export function ScheduleTable({ currency, caption, captionHidden, rows }: ScheduleTableProps) {
  return (
    <DataTable caption={caption} captionHidden={captionHidden}>
      <Head>
        <Th>No.</Th>
        <Th>Due</Th>
        <Th num>{`Principal, ${currency}`}</Th>
        <Th num>{`Interest, ${currency}`}</Th>
        <Th num>{`Instalment, ${currency}`}</Th>
        <Th num>{`Balance, ${currency}`}</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {rows.map(({ no, dueDate, principalMinor, interestMinor, balanceMinor, status }) => (
          <Row key={no} spine={status === "next" ? "ok" : status === "overdue" ? "danger" : null}>
            <Td>{no}</Td>
            <Td>
              <DateText date={dueDate} />
            </Td>
            <Td num>
              <Money minor={principalMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={interestMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={principalMinor + interestMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={balanceMinor} currency={currency} />
            </Td>
            <Td>{status === "scheduled" ? null : <Status of="instalment" is={status} />}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
