import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";

/**
 * The banking day from which a change counts: the one asked for. Agreed to after the cut of that day it counts from the
 * open day; a day that had passed when it was asked for is refused: `day_passed`.
 */
export function firstDayOf({ approval, businessDate }: TxCtx, asked: BusinessDate): BusinessDate {
  if (asked >= businessDate) return asked;
  if (approval) return businessDate;
  throw refusal("day_passed", undefined, "effectiveFrom");
}

/** Puts changes of the same bound in line: the second reads what the first has set, and is stale. */
export async function oneAtATime(ctx: TxCtx, what: string): Promise<void> {
  await sqlOf(ctx.db)`select pg_advisory_xact_lock(hashtextextended(${`bound ${what}`}, 0))`;
}
