import type { Fragment } from "postgres";
import { type Executor, type Sql, sqlOf } from "@/db/client";
import type { BusinessDate } from "../core/dates";
import type { AccountId } from "../core/ids";
import { type Exact, readExact } from "./exact";
import type { InterestKind } from "./night-interest";

/** Interest of an account that is not brought to it yet. */
export type Unsettled = {
  accountId: AccountId;
  kind: InterestKind;
  exact: Exact;
  /** The first and the last night it is for. */
  fromNight: BusinessDate;
  toNight: BusinessDate;
};

/** With the banking day interest of that kind was last settled by; null where it never was. */
type UnsettledSince = Unsettled & { settledBy: BusinessDate | null };
export type UnsettledRow = Omit<UnsettledSince, "exact"> & { exact: string };

/** What accounts earned or owe since their interest was last settled, as known on a day, by kind; nothing for those without any. */
export async function unsettledOf(
  db: Executor,
  accounts: readonly AccountId[],
  knownOn: BusinessDate,
): Promise<Unsettled[]> {
  const sql = sqlOf(db);
  const rows = await sql<UnsettledRow[]>`
    ${unsettledRows(sql, sql`unnest(${[...accounts]}::uuid[])`, knownOn)} order by r.account_id, r.kind`;
  return rows.map(readUnsettled);
}

/**
 * The same, with when each was last settled, as a query over a set of account ids. Its days are written so that only the
 * index of an account's own accruals fits: by the day alone the server would read those of every account.
 */
export const unsettledRows = (sql: Sql, ids: Fragment, knownOn: BusinessDate): Fragment => sql`
  select r.account_id as "accountId", r.kind, sum(r.change)::text as exact, min(r.night)::text as "fromNight",
    max(r.night)::text as "toNight", nullif(last.day, '-infinity')::text as "settledBy"
  from ${ids} as one (id)
    cross join unnest(array['deposit', 'negative', 'overdraft']) as k (kind)
    cross join lateral (
      select coalesce(max(s.day), '-infinity') as day from interest_settlements s where s.account_id = one.id and s.kind = k.kind) last
    join interest_accruals r on r.account_id = one.id and (r.account_id, r.known_on) > (one.id, last.day)
      and r.known_on - ${knownOn}::date <= 0 and r.kind = k.kind
  group by r.account_id, r.kind, last.day`;

export const readUnsettled = (row: UnsettledRow): UnsettledSince => ({ ...row, exact: readExact(row.exact) });
