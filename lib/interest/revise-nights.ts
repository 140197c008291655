import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import { addDays, type BusinessDate } from "../core/dates";
import type { AccountId, Id } from "../core/ids";
import { type Exact, readExact, roundExact } from "./exact";
import { type InterestKind, KINDS, nightInterest } from "./night-interest";
import { periodOf } from "./periods";
import { readInterestTerms, type VersionTerms } from "./read-terms";
import { type NightRow, writeNights } from "./write-nights";

/**
 * Works earlier nights out again for accounts on which the banking day booked something with an earlier value date, and
 * keeps what they come to more or less. Repeating it finds no difference. Answers how many nights changed.
 */
export async function reviseNights(ctx: TxCtx): Promise<number> {
  let changed = 0;
  for await (const rows of revisions(ctx)) {
    await writeNights(ctx.db, ctx.businessDate, rows);
    changed += rows.length;
  }
  return changed;
}

/** What earlier nights of accounts come to more or less by what today booked with an earlier value date; writes nothing. */
export async function revisedNights(ctx: TxCtx, only: readonly AccountId[]): Promise<NightRow[]> {
  const all: NightRow[] = [];
  for await (const rows of revisions(ctx, only)) all.push(...rows);
  return all;
}

/** Account by account; what was capitalised too much or too little in between bears interest itself. */
async function* revisions(ctx: TxCtx, only?: readonly AccountId[]): AsyncGenerator<NightRow[]> {
  const found = await backdatedOn(ctx, only);
  if (found.length === 0) return;
  const termsOf = await readInterestTerms(ctx.db);
  for (const { accountId, from } of found)
    yield revised(await historyOf(ctx, accountId), termsOf, { accountId, from, until: ctx.businessDate });
}

/** The first night to look at again; none is before the account was opened or the bank kept nights at all. */
function backdatedOn(ctx: TxCtx, only: readonly AccountId[] | undefined) {
  const sql = sqlOf(ctx.db);
  return sql<{ accountId: AccountId; from: BusinessDate }[]>`
    select a.id as "accountId", greatest(moved.earliest, a.opened_on, kept.first)::text as from
    from (
      select account_id, min(value_date) as earliest from postings
      where booking_date = ${ctx.businessDate} and seq is not null and value_date < ${ctx.businessDate}
        ${only ? sql`and account_id = any(${[...only]}::uuid[])` : sql``}
      group by account_id
    ) moved
      join accounts a on a.id = moved.account_id and a.status = 'active'
        and not exists (select from interest_settlements s
          where s.account_id = a.id and s.day = ${ctx.businessDate} and s.reason = 'closing')
      join (select min(day) as first from day_steps where step = 'deposit_accruals' and status = 'done') kept
        on kept.first < ${ctx.businessDate}
    order by a.id`;
}

/** What an account's nights hang on, as far as it is known today. */
type History = {
  /** What each value day moved, in the customer's favour positive. */
  movements: { day: BusinessDate; minor: bigint }[];
  versions: { from: BusinessDate; id: Id<"productVersion"> }[];
  nights: { night: BusinessDate; knownOn: BusinessDate; kind: InterestKind; change: Exact }[];
  /** The days on which interest was brought to the account. */
  settled: BusinessDate[];
};

async function historyOf(ctx: TxCtx, id: AccountId): Promise<History> {
  const sql = sqlOf(ctx.db);
  const [movements, versions, nights, settled] = await Promise.all([
    sql<History["movements"]>`
      select x.day::text as day, (-sum(x.moved))::bigint as minor from (
        select value_day as day, moved from value_movements where account_id = ${id}
        union all
        select value_date, amount_minor from postings where account_id = ${id} and booking_date > coalesce(
          (select max(day) from banking_days where status = 'closed'), '-infinity') and booking_date <= ${ctx.businessDate}
      ) x group by x.day order by x.day`,
    sql<History["versions"]>`
      select h.from_day::text as from, h.version_id as id from account_versions h join product_versions v on v.id = h.version_id
      where h.account_id = ${id} order by h.from_day, v.version`,
    sql<(Omit<History["nights"][number], "change"> & { change: string })[]>`
      select night::text as night, known_on::text as "knownOn", kind, change::text as change from interest_accruals
      where account_id = ${id} order by night, known_on`,
    sql<{ day: BusinessDate }[]>`
      select distinct day::text as day from interest_settlements where account_id = ${id} order by 1`,
  ]);
  return {
    movements: [...movements],
    versions: [...versions],
    nights: nights.map((row) => ({ ...row, change: readExact(row.change) })),
    settled: settled.map(({ day }) => day),
  };
}

/** In the customer's favour positive. */
const signed = (kind: InterestKind, exact: Exact): Exact => (kind === "deposit" ? exact : -exact);

/** The nights that come to something else than is known of them. */
function revised(
  history: History,
  termsOf: (version: Id<"productVersion">) => VersionTerms,
  { accountId, from, until }: { accountId: AccountId; from: BusinessDate; until: BusinessDate },
): NightRow[] {
  const rows: NightRow[] = [];
  for (let night = from; night < until; night = addDays(night, 1)) {
    const version = history.versions.findLast((one) => one.from <= night)?.id;
    if (!version) continue;
    const terms = termsOf(version);
    const balanceMinor = balanceOf(history, night) + roundExact(capitalisedLater(history, rows, night));
    const earned = nightInterest(terms, balanceMinor, night, periodOf(night, terms.period));
    for (const kind of KINDS) {
      const amount = earned?.kind === kind ? earned.exact : 0n;
      const known = history.nights
        .filter((one) => one.night === night && one.kind === kind)
        .reduce((sum, one) => sum + one.change, 0n);
      if (amount === known) continue;
      rows.push({ accountId, night, kind, versionId: version, balanceMinor, amount, change: amount - known });
    }
  }
  return rows;
}

function balanceOf({ movements }: History, night: BusinessDate): bigint {
  return movements.filter(({ day }) => day <= night).reduce((sum, { minor }) => sum + minor, 0n);
}

/** What the capitalisation before a night would have brought more, had it known what is known today. */
function capitalisedLater({ settled, nights }: History, rows: readonly NightRow[], night: BusinessDate): Exact {
  const last = settled.findLast((day) => day < night);
  if (!last) return 0n;
  const later = [
    ...nights.filter((one) => one.night <= last && one.knownOn > last),
    ...rows.filter((one) => one.night <= last),
  ];
  return later.reduce((sum, { kind, change }) => sum + signed(kind, change), 0n);
}
