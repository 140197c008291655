import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { formatCount } from "@/lib/core/format-count";
import { moment } from "./moment";

type Seal = { number: bigint; rows: number; total: bigint; hash: string; sealedAt: string };

/** The last blocks of the chain: a number and a hash that can be compared with a head kept elsewhere. */
export function SealTable({ seals }: { seals: readonly Seal[] }) {
  if (seals.length === 0) return <Empty kind="none" title="Nothing is sealed yet" />;
  return (
    <DataTable caption="Seals, newest first" captionHidden stacked={["Sealed at", "Rows", "Up to here", "Hash"]}>
      <Head>
        <Th width="6rem">Seal</Th>
        <Th>Sealed at</Th>
        <Th num>Rows</Th>
        <Th num>Up to here</Th>
        <Th>Hash</Th>
      </Head>
      <tbody>
        {seals.map(({ number, rows, total, hash, sealedAt }) => (
          <Row key={number}>
            <RowHead>{number}</RowHead>
            <Td>
              <time>{moment(sealedAt)}</time>
            </Td>
            <Td num>{formatCount(rows)}</Td>
            <Td num>{formatCount(total)}</Td>
            <Td>
              <span className="select-all font-mono text-meta" title={hash}>
                {hash.slice(0, 16)}
              </span>
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
