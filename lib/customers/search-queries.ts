import type { Fragment } from "postgres";
import { type Sql, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { BranchId, CustomerId } from "../core/ids";
import { authorize, branchScope } from "../identity/authorize";
import { editDistance } from "../screening/edit-distance";
import { type CustomerRow, customerColumns } from "./queries";
import { readSearch, type SearchTerms } from "./search-query";
import { slippedWords } from "./slipped-words";
import { type StandingColumns, standingColumns, standingFlags } from "./standing-flags";

/** A customer as a search shows them, with what must not be overlooked when they are chosen. */
export type FoundCustomer = CustomerRow & { flags: string[] };

/** `alike` when nobody is called so, and these are spelled nearly as typed; `more` when more fit than are shown. */
export type FoundCustomers = { rows: FoundCustomer[]; more: boolean; alike: boolean };

/** A word that more customers carry than this is not read through to choose the closest from. */
const COMMON = 1_000;
/** Of an initial the index is read through up to so many; whoever has a commoner one is soon met. */
const FEW_ENOUGH = 20_000;
/** How many are looked at where more fit: those whose words are exactly as typed come first. */
const LOOKED_AT = 100;

/**
 * The customers of the viewer's scope whom a typed text may mean, closest first, in a time that does not grow with the
 * bank: by the beginnings of their words, by any exact identifier, and, when that finds nobody, by words spelled alike.
 */
export async function searchCustomers(ctx: Ctx<StaffActor>, typed: string, most: number): Promise<FoundCustomers> {
  authorize(ctx.actor, "customer.read");
  const terms = readSearch(typed);
  if (!terms) return { rows: [], more: false, alike: false };
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "customer.read");
  const [named, exact] = await Promise.all([
    // The groups of a phone number are no words, and neither are those of an id.
    terms.phone || terms.id ? [] : byWords(sql, terms.typed, scope),
    byIdentifier(sql, terms, scope),
  ]);
  const ids = [...new Set([...exact, ...named])];
  if (ids.length > 0) {
    const rows = await closest(sql, ids, terms, most, scope, ctx.businessDate);
    return { rows: rows.slice(0, most), more: rows.length > most || named.length >= LOOKED_AT, alike: false };
  }
  if (terms.id) return { rows: [], more: false, alike: false };
  const near = await spelledAlike(sql, terms.typed, scope, most, ctx.businessDate);
  return { rows: near, more: false, alike: near.length > 0 };
}

type Scope = BranchId | null;

/** Words are kept in ASCII: every word that begins so lies between the beginning and the beginning with this behind it. */
const LAST = "\x7f";

const begins = (sql: Sql, word: string): Fragment =>
  sql`w.word collate "C" >= ${word} and w.word collate "C" < ${word + LAST}`;
const within = (sql: Sql, scope: Scope): Fragment => (scope ? sql`and w.branch_id = ${scope}` : sql``);

/** Those who have a word beginning with each typed one. */
async function byWords(sql: Sql, words: readonly string[], scope: Scope): Promise<CustomerId[]> {
  const isRareInitial = async (word: string) =>
    (await carriers(sql, begins(sql, word), scope, FEW_ENOUGH)) <= FEW_ENOUGH;
  const counts = await Promise.all(words.map((word) => carriers(sql, begins(sql, word), scope)));
  const fewest = Math.min(...counts);
  if (fewest === 0) return [];
  // Of words as common as each other the longer one is the rarer.
  const [rarest = "", ...others] = words
    .map((word, at) => ({ word, count: counts[at] ?? 0 }))
    .sort((a, b) => a.count - b.count || b.word.length - a.word.length)
    .map(({ word }) => word);
  // Where every word is common the index alone says who has them all; few people, and initials that many have, are
  // compared one by one.
  const common = fewest > COMMON;
  const narrow = await Promise.all(
    others.map(async (word) => common && (word.length > 2 || (await isRareInitial(word)))),
  );
  const inIndex = others.filter((_, at) => narrow[at]);
  const inRow = others.filter((_, at) => !narrow[at]);
  const rows = await sql<{ id: CustomerId }[]>`
    select w.customer_id as id from customer_words w ${inRow.length > 0 ? sql`cross join lateral (${having(sql, inRow)}) c` : sql``}
    where ${begins(sql, rarest)} ${within(sql, scope)} ${together(
      sql,
      inIndex.map((word) => among(sql, begins(sql, word), scope)),
    )}
    order by w.word collate "C", w.branch_id, w.customer_id
    limit ${common ? LOOKED_AT : COMMON}`;
  return rows.map((row) => row.id);
}

/** The row of the customer at hand if it has every word; `offset 0` keeps it from being looked for in any other order. */
const having = (sql: Sql, words: readonly string[]): Fragment => sql`
  select from customers c where c.id = w.customer_id
    and replace(' ' || c.search_text, ' +', ' ') like all(${words.map(beginning)}::text[]) offset 0`;
const among = (sql: Sql, condition: Fragment, scope: Scope): Fragment =>
  sql`and w.customer_id in (select w.customer_id from customer_words w where ${condition} ${within(sql, scope)})`;

const together = (sql: Sql, conditions: readonly Fragment[]): Fragment =>
  conditions.reduce((all, one) => sql`${all} ${one}`, sql``);

/** How many customers carry a word; no more are counted than decide. */
async function carriers(sql: Sql, condition: Fragment, scope: Scope, most = COMMON): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from customer_words w where ${condition} ${within(sql, scope)} limit ${most + 1}) few`;
  return row?.count ?? 0;
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, "\\$&");
const beginning = (word: string): string => `% ${escaped(word)}%`;

/** Those whom an identifier names: each by its own plain or keyed index. */
async function byIdentifier(sql: Sql, terms: SearchTerms, scope: Scope): Promise<CustomerId[]> {
  const { id, phone, phoneStart, customerNo, registrationKey, lei, birthDates, documentHashes } = terms;
  const inScope = scope ? sql`and c.branch_id = ${scope}` : sql``;
  const one = (condition: Fragment) =>
    sql`(select c.id from customers c where ${condition} ${inScope} limit ${LOOKED_AT})`;
  const readings: Fragment[] = [];
  if (id) readings.push(one(sql`c.id = ${id}`));
  if (customerNo) readings.push(one(sql`c.customer_no = ${customerNo}`));
  if (registrationKey)
    readings.push(
      one(sql`c.id in (select o.customer_id from organisations o where o.registration_key = ${registrationKey})`),
    );
  if (lei) readings.push(one(sql`c.id in (select o.customer_id from organisations o where o.lei = ${lei})`));
  if (birthDates.length > 0) readings.push(one(sql`c.birth_date = any(${birthDates}::date[])`));
  if (documentHashes.length > 0) readings.push(one(holdersOf(sql, documentHashes)));
  if (phoneStart)
    readings.push(sql`
      (select w.customer_id as id from customer_words w where ${begins(sql, phoneStart)} ${within(sql, scope)} limit ${LOOKED_AT})`);
  else if (phone) readings.push(one(sql`c.search_text like ${phone}`));
  const [first, ...rest] = readings;
  if (!first) return [];
  const rows = await sql<{ id: CustomerId }[]>`${rest.reduce((all, next) => sql`${all} union ${next}`, first)}`;
  return rows.map((row) => row.id);
}

const holdersOf = (sql: Sql, hashes: readonly string[]): Fragment => sql`
  c.id in (select d.customer_id from identity_documents d
    where d.number_hmac in (select decode(h, 'hex') from unnest(${hashes}::text[]) h))`;

/** The records that stand for the found ones: of one that was merged, the one it was merged into. */
const standing = (sql: Sql, ids: readonly string[], scope: Scope): Fragment => sql`
  c.id in (select coalesce(m.merged_into, m.id) from customers m where m.id = any(${[...ids]}::uuid[]))
  ${scope ? sql`and c.branch_id = ${scope}` : sql``}`;

type Read = CustomerRow & StandingColumns;

function flagged({ deceasedOn, nextReviewOn, documentUntil, blocked, ...row }: Read, on: BusinessDate): FoundCustomer {
  const document = documentUntil && { expiresOn: documentUntil };
  return { ...row, flags: standingFlags({ ...row, deceasedOn, nextReviewOn, document }, { blocked }, on) };
}

/** What a list shows of them: whole words as typed before beginnings of words, then by name. */
async function closest(
  sql: Sql,
  ids: readonly string[],
  terms: SearchTerms,
  most: number,
  scope: Scope,
  on: BusinessDate,
): Promise<FoundCustomer[]> {
  const whole = terms.typed.map((word) => `% ${escaped(word)} %`);
  const rows = await sql<Read[]>`
    select ${customerColumns(sql)}, ${standingColumns(sql)} from customers c join branches b on b.id = c.branch_id
    where ${standing(sql, ids, scope)}
    order by (' ' || c.search_text || ' ' like all(${whole}::text[])) desc, c.full_name collate "und-x-icu", c.id
    limit ${most + 1}`;
  return rows.map((row) => flagged(row, on));
}

type Near = { typed: string; words: string[] };

/** Customers who have, for each typed word, the word or one spelled nearly like it; fewest slips first. */
async function spelledAlike(
  sql: Sql,
  typed: readonly string[],
  scope: Scope,
  most: number,
  on: BusinessDate,
): Promise<FoundCustomer[]> {
  const names = typed.filter((word) => /^[a-z]{3,}$/.test(word));
  if (names.length === 0) return [];
  const near = await Promise.all(names.map((word) => wordsLike(sql, word)));
  const are = ({ words }: Near) => sql`w.word collate "C" = any(${words}::text[])`;
  const counts = await Promise.all(near.map((one) => carriers(sql, are(one), scope)));
  const fewest = Math.min(...counts);
  const rarest = near[counts.indexOf(fewest)];
  if (!rarest || fewest === 0) return [];
  const others = near.filter((one) => one !== rarest);
  const candidates = await sql<{ id: CustomerId; text: string }[]>`
    select coalesce(c.merged_into, c.id) as id, c.search_text as text from customers c where c.id in (
      select w.customer_id from customer_words w
      where ${are(rarest)} ${within(sql, scope)} ${together(
        sql,
        others.map((one) => among(sql, are(one), scope)),
      )}
      limit ${LOOKED_AT})`;
  const ranked = candidates
    .map(({ id, text }) => ({ id, slips: slipsOf(near, text.split(" ")) }))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, most);
  if (ranked.length === 0) return [];
  const rows = await sql<Read[]>`
    select ${customerColumns(sql)}, ${standingColumns(sql)} from customers c join branches b on b.id = c.branch_id
    where ${standing(
      sql,
      ranked.map(({ id }) => id),
      scope,
    )} order by c.full_name collate "und-x-icu", c.id`;
  const slips = new Map([...ranked].reverse().map((one) => [one.id, one.slips]));
  return rows.map((row) => flagged(row, on)).sort((a, b) => (slips.get(a.id) ?? 0) - (slips.get(b.id) ?? 0));
}

function slipsOf(near: readonly Near[], words: readonly string[]): number {
  return near.reduce(
    (sum, { typed }) => sum + Math.min(...words.map((word) => editDistance(typed, word, MOST_SLIPS))),
    0,
  );
}

const MOST_SLIPS = 3;

/** The words some customer is called by that contain the typed one, or are it with a slip or two. */
async function wordsLike(sql: Sql, typed: string): Promise<Near> {
  const [slipped, containing] = await Promise.all([
    slippedWords(sql, typed),
    sql<{ word: string }[]>`
      select word from search_words where word like ${`%${typed}%`} order by length(word), word limit 40`,
  ]);
  return { typed, words: [...new Set([...slipped, ...containing.map(({ word }) => word)])] };
}
