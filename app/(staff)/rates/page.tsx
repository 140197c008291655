import type { Metadata } from "next";
import { DateText } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button";
import { RemovableChip } from "@/components/ui/chip";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { hrefWith } from "@/components/ui/href";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { Tabs } from "@/components/ui/tabs";
import { formatDate, isDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import { listRates, type RateRow, type RatesNow, ratesNow } from "@/lib/exchange/queries";
import { formatRateOf } from "@/lib/exchange/rate";
import { may } from "@/lib/identity/authorize";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Exchange rates" };

export default async function RatesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("rate.read");
  const { currency, upTo, older, newer } = await urlParams(searchParams, ["currency", "upTo", "older", "newer"]);
  const [now, page] = await ask(Promise.all([ratesNow(ctx), listRates(ctx, { currency, upTo, older, newer })]));
  const day = upTo && isDate(upTo) ? upTo : undefined;
  const sets = may(ctx.actor, "rate.set");
  const [first] = now.rates;
  return (
    <>
      <PageHeader
        title="Exchange rates"
        meta={`What one unit of a currency costs in ${now.baseCurrency}. A rate serves on its banking day and the next one.`}
        actions={
          sets && first ? (
            <ButtonLink href={`/rates/new?currency=${first.currency}`} look="primary" keys="N">
              {now.rates.length === 1 ? `Set the rate for ${first.currency}` : "Set a rate"}
            </ButtonLink>
          ) : null
        }
      />
      <Section title="In force">
        <InForce now={now} sets={sets} />
      </Section>
      <Section title="All rates">
        {now.rates.length > 1 ? (
          <Tabs
            label="Currency"
            tabs={[
              { href: "/rates", label: "All", current: !currency },
              ...now.rates.map((one) => ({
                href: `/rates?currency=${one.currency}`,
                label: one.currency,
                current: one.currency === currency,
              })),
            ]}
          />
        ) : null}
        {day ? (
          <p className="mb-2">
            <RemovableChip label={`Up to ${formatDate(day)}`} href={hrefWith("/rates", { currency })} />
          </p>
        ) : null}
        {page.rows.length > 0 ? (
          <>
            <History rows={page.rows} today={ctx.businessDate} />
            <KeysetPager path="/rates" params={{ currency, upTo: day }} page={page} to="all-rates" />
          </>
        ) : (
          <Empty kind="none" title="No rate yet">
            Operations ask for the first one, and a finance officer agrees.
          </Empty>
        )}
      </Section>
    </>
  );
}

function InForce({ now, sets }: { now: RatesNow; sets: boolean }) {
  return (
    <DataTable caption="Rates in force" captionHidden>
      <Head>
        <Th>Currency</Th>
        <Th num>Bid</Th>
        <Th num>Mid</Th>
        <Th num>Offer</Th>
        <Th>From</Th>
        <Th>State</Th>
        {sets ? <Th>Change</Th> : null}
      </Head>
      <tbody>
        {now.rates.map(({ currency, rate }) => (
          <Row key={currency}>
            <RowHead>{currency}</RowHead>
            <Td num>{rate ? formatRateOf(rate.bid) : "–"}</Td>
            <Td num>{rate ? formatRateOf(rate.mid) : "–"}</Td>
            <Td num>{rate ? formatRateOf(rate.offer) : "–"}</Td>
            <Td>{rate ? <DateText date={rate.validFrom} /> : "–"}</Td>
            <Td>
              <Status of="rate" is={rate ? (rate.stale ? "stale" : "serves") : "missing"} />
            </Td>
            {sets ? (
              <Td>
                <a href={`/rates/new?currency=${currency}`} className="link">
                  Set <span className="sr-only">the rate for {currency}</span>
                </a>
              </Td>
            ) : null}
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function History({ rows, today }: { rows: readonly RateRow[]; today: string }) {
  return (
    <DataTable id="all-rates" caption="Rates of all days, those to come and the latest first" captionHidden>
      <Head>
        <Th>From</Th>
        <Th>Currency</Th>
        <Th num>Bid</Th>
        <Th num>Mid</Th>
        <Th num>Offer</Th>
        <Th>Asked for and agreed by</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} quiet={row.validFrom > today}>
            <RowHead>
              <DateText date={row.validFrom} />
              <SubLine>{row.validFrom > today ? "to come" : agreedAt(row)}</SubLine>
            </RowHead>
            <Td>{row.currency}</Td>
            <Td num>{formatRateOf(row.bid)}</Td>
            <Td num>{formatRateOf(row.mid)}</Td>
            <Td num>{formatRateOf(row.offer)}</Td>
            <Td wide>
              {row.setBy}, {row.agreedBy}
              <SubLine>{row.reason}</SubLine>
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

/** When it was agreed to: the time alone where the day is the one it counts from. */
function agreedAt({ at, validFrom }: RateRow): string {
  return at.startsWith(validFrom) ? at.slice(11, 16) : formatLocalTime(at);
}
