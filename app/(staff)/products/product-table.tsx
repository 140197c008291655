import { DateText } from "@/components/bank/date-text";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/status";
import { formatRate } from "@/lib/core/decimal";
import { formatMinor } from "@/lib/core/money";
import type { ProductVersion } from "@/lib/products/catalogue";
import { productKinds } from "@/lib/products/schema";

/** Product versions with their terms; the one that is offered today is marked. */
export function ProductTable({ versions }: { versions: readonly ProductVersion[] }) {
  return (
    <DataTable caption="Products and their versions" captionHidden>
      <Head>
        <Th>Product</Th>
        <Th num>Version</Th>
        <Th>From</Th>
        <Th num>Rate a year</Th>
        <Th>Day count</Th>
        <Th num>Amount</Th>
        <Th>Currency</Th>
        <Th num>Months</Th>
        <Th num>Age from</Th>
        <Th>State</Th>
      </Head>
      <tbody>
        {versions.map((version) => (
          <Row key={version.id} quiet={!version.offered}>
            <RowHead>
              <a href={`/products/${version.code}?currency=${version.currency}`} className="link">
                {version.name}
              </a>
              <SubLine>
                <span className="font-mono">{version.code}</span> · {productKinds[version.kind]}
              </SubLine>
            </RowHead>
            <Td num>{version.version}</Td>
            <Td>
              <DateText date={version.effectiveFrom} />
            </Td>
            <Td num>{formatRate(version.annualRate)}</Td>
            <Td>{version.dayCount}</Td>
            <Td num>{amounts(version)}</Td>
            <Td>{version.currency}</Td>
            <Td num>{version.minTermMonths === null ? null : `${version.minTermMonths} – ${version.maxTermMonths}`}</Td>
            <Td num>{version.minimumAge === 0 ? null : version.minimumAge}</Td>
            <Td>
              {version.offered ? (
                <Mark icon="check" word="Offered" tone="ok" />
              ) : (
                <Mark icon="stop" word="Not offered" tone="quiet" />
              )}
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function amounts({ minAmountMinor, maxAmountMinor, currency }: ProductVersion): string | null {
  if (minAmountMinor === null || maxAmountMinor === null) return null;
  return `${formatMinor(minAmountMinor, currency)} – ${formatMinor(maxAmountMinor, currency)}`;
}
