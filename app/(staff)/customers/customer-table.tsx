import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import { formatPhone } from "@/lib/core/format-phone";
import type { CustomerRow } from "@/lib/customers/queries";
import { RiskMark } from "./risk-mark";

type Props = { rows: readonly CustomerRow[]; caption: string; withBranch?: boolean };

/** Customers as lists and searches show them: enough facts beside the name to tell two of the same name apart. */
export function CustomerTable({ rows, caption, withBranch = false }: Props) {
  return (
    <DataTable id="customers" caption={caption}>
      <Head>
        <Th>Name</Th>
        <Th>Customer</Th>
        <Th>Born or registered</Th>
        <Th>Phone</Th>
        <Th>Document</Th>
        <Th num>Accounts</Th>
        {withBranch ? <Th>Branch</Th> : null}
        <Th>Risk</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} spine={spineOf(row.status)}>
            <RowHead>
              <a href={`/customers/${row.id}`} className="link font-medium">
                <bdi>{row.fullName}</bdi>
              </a>
            </RowHead>
            <Td>
              <span className="whitespace-nowrap font-mono text-meta">{row.customerNo}</span>
            </Td>
            <Td>
              {row.birthDate ? <span className="whitespace-nowrap">{formatDate(row.birthDate)}</span> : null}
              {row.registrationNo ? <span className="whitespace-nowrap font-mono">{row.registrationNo}</span> : null}
              {row.birthDate || row.registrationNo ? null : <NotYet />}
            </Td>
            <Td>{row.phone ? <span className="whitespace-nowrap">{formatPhone(row.phone)}</span> : <NotYet />}</Td>
            <Td>{row.document ? <span className="whitespace-nowrap font-mono">··{row.document}</span> : <NotYet />}</Td>
            <Td num>{row.accounts}</Td>
            {withBranch ? <Td>{row.branch}</Td> : null}
            <Td>{row.riskRating ? <RiskMark rating={row.riskRating} /> : <NotYet />}</Td>
            <Td>
              <Status of="customer" is={row.status} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function NotYet() {
  return <span className="text-ink-2">–</span>;
}

function spineOf(status: CustomerRow["status"]): "second" | "held" | "danger" | null {
  if (status === "pending_review" || status === "compliance_review") return "second";
  if (status === "returned") return "held";
  return status === "rejected" ? "danger" : null;
}
