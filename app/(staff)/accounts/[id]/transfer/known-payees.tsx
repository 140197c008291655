import { Panel } from "@/components/layout/panel";
import { DataTable, Row, Td } from "@/components/ui/data-table";
import { formatIban } from "@/lib/core/iban";
import type { KnownPayee } from "@/lib/payments/counter-payees";
import { PayeeLink } from "./payee-link";

/** Whom the customer knows: a choice fills the form and posts nothing. */
export function KnownPayees({ payees }: { payees: readonly KnownPayee[] }) {
  if (payees.length === 0) return null;
  return (
    <Panel title="Known payees" flush>
      <DataTable caption="Known payees, own accounts first" captionHidden>
        <tbody>
          {payees.map(({ iban, name, own }) => (
            <Row key={iban}>
              <Td>
                <PayeeLink formId="transfer" iban={iban}>
                  <bdi>{own ? `Own ${name}` : name}</bdi>
                </PayeeLink>
                <div className="font-mono text-ink-2 text-meta">{formatIban(iban)}</div>
              </Td>
            </Row>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
