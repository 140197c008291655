import type { ReactNode } from "react";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";

export type FieldChange = { label: string; before: ReactNode; after: ReactNode; changed: boolean };

/** What a request would change, field by field: the changed ones first, marked by spine, strike and weight. */
export function BeforeAfter({ caption, changes }: { caption: ReactNode; changes: readonly FieldChange[] }) {
  const sorted = [...changes].sort((a, b) => Number(b.changed) - Number(a.changed));
  return (
    <DataTable caption={caption} captionHidden>
      <Head>
        <Th>Field</Th>
        <Th num>Before</Th>
        <Th num>After</Th>
      </Head>
      <tbody>
        {sorted.map(({ label, before, after, changed }) => (
          <Row key={label} spine={changed ? "second" : null} quiet={!changed}>
            <RowHead>{label}</RowHead>
            <Td num>{changed ? <s className="text-ink-2">{before}</s> : before}</Td>
            <Td num>{changed ? <strong className="font-semibold">{after}</strong> : after}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
