import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import type { ShownCount } from "@/lib/cash/count-queries";
import { formatMoney, money } from "@/lib/core/money";

/** What was found in a till beside what the books hold there, by currency. */
export function CountBesideBooks({ totals }: { totals: ShownCount["totals"] }) {
  return (
    <DataTable caption="The count beside the books" captionHidden>
      <Head>
        <Th>Currency</Th>
        <Th num>Counted</Th>
        <Th num>By the books</Th>
        <Th num>Difference</Th>
      </Head>
      <tbody>
        {totals.map(({ currency, countedMinor, bookedMinor }) => (
          <Row key={currency} spine={countedMinor === bookedMinor ? "ok" : "held"}>
            <RowHead>{currency}</RowHead>
            <Td num>
              <Money minor={countedMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={bookedMinor} currency={currency} />
            </Td>
            <Td num>
              <Money minor={countedMinor - bookedMinor} currency={currency} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

/** `€10.00 short and $5.00 over`; undefined when the count agrees with the books. */
export function differenceWords(totals: ShownCount["totals"]): string | undefined {
  const words = totals
    .filter(({ countedMinor, bookedMinor }) => countedMinor !== bookedMinor)
    .map(({ currency, countedMinor, bookedMinor }) => {
      const difference = countedMinor - bookedMinor;
      const by = formatMoney(money(difference > 0n ? difference : -difference, currency));
      return `${by} ${difference > 0n ? "over" : "short"}`;
    });
  return words.length > 0 ? words.join(" and ") : undefined;
}
