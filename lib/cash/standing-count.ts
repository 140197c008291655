import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { Id, UserId } from "../core/ids";
import type { Notes } from "../core/notes";
import type { CountedCash } from "./count-cash";
import type { OpenSession } from "./own-session";

type Standing = CountedCash & { countedBy: UserId };

/** What a count of a till that is still being counted found; refuses `count_over` once it was counted again or serves. */
export async function standingCount(
  ctx: TxCtx,
  session: OpenSession,
  countId: Id<"cashCount">,
): Promise<[Standing, ...Standing[]]> {
  const rows = await sqlOf(ctx.db)<(Omit<Standing, "notes"> & { notes: Notes | null })[]>`
    select t.currency, t.counted_minor as "countedMinor", t.booked_minor as "bookedMinor", c.counted_by as "countedBy",
      (select json_object_agg(l.value_minor, l.quantity) from cash_count_lines l
        where l.count_id = t.count_id and l.currency = t.currency) as notes
    from cash_count_totals t join cash_counts c on c.id = t.count_id cross join bank_settings s
    where t.count_id = ${countId} and t.count_id = (
      select last.id from cash_counts last where last.till_session_id = ${session.id} order by last.id desc limit 1)
    order by t.currency = s.base_currency desc, t.currency`;
  const [first, ...rest] = rows.map((row) => ({
    ...row,
    currency: row.currency as Currency,
    notes: row.notes ?? {},
  }));
  if (session.status !== "counting" || !session.counted || !first) throw refusal("count_over");
  return [first, ...rest];
}
