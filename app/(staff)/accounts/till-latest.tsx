import { Money } from "@/components/bank/money";
import { Panel } from "@/components/layout/panel";
import { DataTable, Row, SubLine, Td } from "@/components/ui/data-table";
import type { TillMovement } from "@/lib/cash/queries";
import { formatMaskedIban } from "@/lib/core/iban";
import { cashKinds } from "./account-words";

/** The last few movements at this till, so that a double one is seen before it is made. */
export function TillLatest({ rows }: { rows: readonly TillMovement[] }) {
  if (rows.length === 0) return null;
  return (
    <Panel title="Last at this till" flush>
      <DataTable caption="The last movements at this till, newest first" captionHidden>
        <tbody>
          {rows.map((row) => (
            <Row key={row.no} quiet={row.undoneBy !== null}>
              <Td>
                <span className="font-mono text-meta">{String(row.no).padStart(4, "0")}</span>
              </Td>
              <Td>{row.at}</Td>
              <Td>
                {cashKinds[row.kind]}
                {row.undoneBy ? ", undone" : null}
                <SubLine>
                  <bdi>{row.owner}</bdi> {formatMaskedIban(row.iban)}
                </SubLine>
              </Td>
              <Td num>
                <Money minor={row.amountMinor} currency={row.currency} />
              </Td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
