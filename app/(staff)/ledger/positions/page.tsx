import type { Metadata } from "next";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { Reference } from "@/components/bank/reference";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import type { Currency } from "@/lib/core/currencies";
import { formatMinor, formatMoney } from "@/lib/core/money";
import { currencyPositions, type ExchangeLine, listExchanges } from "@/lib/exchange/exchange-queries";
import type { Position } from "@/lib/exchange/positions";
import { formatRateOf } from "@/lib/exchange/rate";
import { templateTitle } from "@/lib/ledger/templates/registry";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Currency positions" };

export default async function PositionsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("ledger.read");
  const { older, newer } = await urlParams(searchParams, ["older", "newer"]);
  const [{ base, positions }, page] = await ask(
    Promise.all([currencyPositions(ctx), listExchanges(ctx, { older, newer })]),
  );
  return (
    <>
      <PageHeader
        title="Currency positions"
        meta={`What the bank owns of each foreign currency because it exchanged, and what that is worth in ${base}. Below zero it owes the currency. The close of each day books the change of value.`}
      />
      <Section title="Now">
        <Positions base={base} positions={positions} />
      </Section>
      <Section title="Exchanges">
        {page.rows.length > 0 ? (
          <>
            <Exchanges rows={page.rows} />
            <KeysetPager path="/ledger/positions" page={page} to="exchanges" />
          </>
        ) : (
          <Empty kind="none" title="Nothing was exchanged yet" />
        )}
      </Section>
    </>
  );
}

function Positions({ base, positions }: { base: Currency; positions: readonly Position[] }) {
  const known = positions.filter(({ worthMinor }) => worthMinor !== null);
  const sum = (of: (position: Position) => bigint) => known.reduce((total, position) => total + of(position), 0n);
  return (
    <DataTable
      caption={`Positions in foreign currencies, valued in ${base}`}
      captionHidden
      stacked={["Position", "Mid", `Worth, ${base}`, `In the books, ${base}`, `To be booked, ${base}`]}
    >
      <Head>
        <Th>Currency</Th>
        <Th num>Position</Th>
        <Th num>Mid</Th>
        <Th num>Worth, {base}</Th>
        <Th num>In the books, {base}</Th>
        <Th num>To be booked, {base}</Th>
      </Head>
      <tbody>
        {positions.map(({ currency, minor, counterValueMinor, rate, worthMinor }) => (
          <Row key={currency}>
            <RowHead>{currency}</RowHead>
            <Td num>
              <Money minor={minor} currency={currency} />
            </Td>
            <Td num>
              {rate ? formatRateOf(rate.mid) : "no rate"}
              {rate ? (
                <SubLine>
                  <DateText date={rate.validFrom} />
                </SubLine>
              ) : null}
            </Td>
            <Td num>{worthMinor === null ? "–" : <Money minor={worthMinor} currency={base} />}</Td>
            <Td num>
              <Money minor={counterValueMinor} currency={base} />
            </Td>
            <Td num>{worthMinor === null ? "–" : formatMinor(worthMinor - counterValueMinor, base, { plus: true })}</Td>
          </Row>
        ))}
      </tbody>
      <tfoot>
        <tr className="total-rule">
          <td>Together</td>
          <td />
          <td />
          <td className="num">
            <Money minor={sum(({ worthMinor }) => worthMinor ?? 0n)} currency={base} />
          </td>
          <td className="num">
            <Money minor={sum(({ counterValueMinor }) => counterValueMinor)} currency={base} />
          </td>
          <td className="num">
            {formatMinor(
              sum(({ worthMinor, counterValueMinor }) => (worthMinor ?? 0n) - counterValueMinor),
              base,
              { plus: true },
            )}
          </td>
        </tr>
      </tfoot>
    </DataTable>
  );
}

function Exchanges({ rows }: { rows: readonly ExchangeLine[] }) {
  const own = rows[0]?.own ?? "EUR";
  return (
    <DataTable
      id="exchanges"
      caption="Exchanges, the latest first"
      captionHidden
      stacked={["Entry", "Customer gave", "Customer got", "Rate", `Earned, ${own}`]}
    >
      <Head>
        <Th>Booked</Th>
        <Th>Entry</Th>
        <Th num>Customer gave</Th>
        <Th num>Customer got</Th>
        <Th num>Rate</Th>
        <Th num>Earned, {own}</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} quiet={row.reversed}>
            <Td>
              <span className="whitespace-nowrap">
                <DateText date={row.bookingDate} short /> {row.at}
              </span>
              <SubLine>{row.branch}</SubLine>
            </Td>
            <RowHead>
              <Reference href={`/ledger/entries/${row.id}`}>{row.reference}</Reference>
              <SubLine>{row.reversed ? <Status of="movement" is="reversed" /> : templateTitle(row.kind)}</SubLine>
            </RowHead>
            <Td num>{formatMoney({ minor: row.giveMinor, currency: row.giveCurrency })}</Td>
            <Td num>{formatMoney({ minor: row.getMinor, currency: row.getCurrency })}</Td>
            <Td num>
              {row.giveRate ? <RateLine currency={row.giveCurrency} rate={row.giveRate} /> : null}
              {row.getRate ? <RateLine currency={row.getCurrency} rate={row.getRate} /> : null}
            </Td>
            <Td num>
              <Money minor={row.incomeMinor} currency={own} />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function RateLine({ currency, rate }: { currency: Currency; rate: string }) {
  return (
    <span className="block whitespace-nowrap">
      {currency} {formatRateOf(rate)}
    </span>
  );
}
