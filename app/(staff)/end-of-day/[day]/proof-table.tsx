import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/status";
import type { NumberedProof } from "@/lib/operations/day-queries";

/** Two independent ways to the same figure, beside each other. */
export function ProofTable({ proofs }: { proofs: readonly NumberedProof[] }) {
  const failed = proofs.filter(({ expected, actual }) => expected !== actual).length;
  return (
    <DataTable
      caption={
        failed === 0
          ? `All ${proofs.length} hold. Debits positive, credits with a minus.`
          : `${failed} of ${proofs.length} do not hold`
      }
    >
      <Head>
        <Th>Proof</Th>
        <Th>Branch</Th>
        <Th num>Expected</Th>
        <Th num>Found</Th>
        <Th width="5rem">Currency</Th>
        <Th width="7rem">State</Th>
      </Head>
      <tbody>
        {proofs.map((proof) => {
          const holds = proof.expected === proof.actual;
          return (
            <Row key={proof.no} spine={holds ? null : "danger"}>
              <RowHead>{proof.name}</RowHead>
              <Td>
                <span className="whitespace-nowrap">{proof.branch}</span>
              </Td>
              <Td num>
                <Money minor={proof.expected} currency={proof.currency} />
              </Td>
              <Td num>
                <Money minor={proof.actual} currency={proof.currency} />
              </Td>
              <Td>{proof.currency}</Td>
              <Td>
                {holds ? (
                  <Mark icon="check" word="Holds" tone="ok" />
                ) : (
                  <Mark icon="alert" word="Differs" tone="danger" />
                )}
              </Td>
            </Row>
          );
        })}
      </tbody>
    </DataTable>
  );
}
