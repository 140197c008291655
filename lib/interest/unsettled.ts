import { type Executor, sqlOf } from "@/db/client";
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

/** What accounts earned or owe since their interest was last settled, as known on a day, by kind; nothing for those without any. */
export async function unsettledOf(
  db: Executor,
  accounts: readonly AccountId[],
  knownOn: BusinessDate,
): Promise<Unsettled[]> {
  const rows = await sqlOf(db)<(Omit<Unsettled, "exact"> & { exact: string })[]>`
    select r.account_id as "accountId", r.kind, sum(r.change)::text as exact, min(r.night)::text as "fromNight",
      max(r.night)::text as "toNight"
    from unnest(${[...accounts]}::uuid[]) as a (id)
      cross join unnest(array['deposit', 'negative', 'overdraft']) as k (kind)
      cross join lateral (
        select coalesce(max(s.day), '-infinity') as day from interest_settlements s where s.account_id = a.id and s.kind = k.kind) last
      join interest_accruals r on r.account_id = a.id and r.kind = k.kind and r.known_on > last.day and r.known_on <= ${knownOn}
    group by r.account_id, r.kind order by r.account_id, r.kind`;
  return rows.map((row) => ({ ...row, exact: readExact(row.exact) }));
}
