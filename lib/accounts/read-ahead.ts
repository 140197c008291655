import { getHeapStatistics } from "node:v8";
import { type Database, sqlOf } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId } from "../core/ids";
import { meetAccounts } from "./assume-accounts";
import { knowsFacts } from "./load-accounts";

/** How many accounts, and how many entries, are read at a time. */
const AT_ONCE = { accounts: 1_000, entries: 4_000 };

/** Not more than what takes a tenth of the memory that the process may use: an account takes some 2 kB. */
const most = () => Math.min(100_000, Math.floor(getHeapStatistics().heap_size_limit / 20_000));

/**
 * Reads what transfers need to know of the customers' accounts that moved last, so that a server that has just started decides on them
 * without reading first. Answers how many accounts it read: `bound` at most, of four times as many entries, since many move again and again.
 * Those that moved last are read last: a process forgets first what it met first.
 */
export async function readAhead(db: Database, bound = most()): Promise<number> {
  const found = new Set<AccountId>();
  let last: Last | null = null;
  for (let entries = 0; found.size < bound && entries < 4 * bound; entries += AT_ONCE.entries) {
    const page: Page = await readPage(db, last, bound);
    for (const id of page.moved) if (!knowsFacts(id)) found.add(id);
    last = page.last;
    if (!last) break;
  }
  const ids = [...found].slice(0, bound).reverse();
  for (let at = 0; at < ids.length; at += AT_ONCE.accounts)
    await db.transaction((tx) => meetAccounts(tx, { ids: ids.slice(at, at + AT_ONCE.accounts), ibans: [] }));
  return ids.length;
}

type Last = { day: BusinessDate; id: EntryId };
type Page = { moved: AccountId[]; last: Last | null };

async function readPage(db: Database, last: Last | null, bound: number): Promise<Page> {
  const sql = sqlOf(db);
  const [page] = await sql<{ moved: AccountId[]; day: BusinessDate | null; id: EntryId | null }[]>`
    with entries as materialized (
      select booking_date, id, row_number() over (order by booking_date desc, id desc) as no from journal_entries
      where ${last ? sql`(booking_date, id) < (${last.day}::date, ${last.id}::uuid)` : sql`true`}
      order by booking_date desc, id desc limit ${AT_ONCE.entries}
    ), oldest as (
      select booking_date, id from entries order by no desc limit 1
    )
    select array(
        select p.account_id from entries e join postings p on p.entry_id = e.id where p.account_id in (select id from accounts)
        group by p.account_id order by min(e.no) limit ${2 * bound}) as moved,
      (select booking_date::text from oldest) as day, (select id from oldest) as id`;
  const { moved = [], day = null, id = null } = page ?? {};
  return { moved, last: day && id ? { day, id } : null };
}
