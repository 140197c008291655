import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type BusinessDate, isDate } from "../core/dates";
import { type BankError, refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import type { Until } from "./account-postings";
import type { LedgerAccountPage } from "./account-queries";
import { balanceAt, balanceAtClose, balanceByValue, controlAtClose } from "./as-of";

/** What a URL asks for: a day, and with it perhaps a time of the bank's clock; or why it cannot be answered. */
export async function readUntil(
  ctx: Ctx<StaffActor>,
  { asOf, at }: { asOf?: string; at?: string },
): Promise<{ until: Until | null; fault: BankError | null }> {
  const none = { until: null, fault: null };
  if (!asOf) return none;
  if (!isDate(asOf)) return { ...none, fault: refusal("date_unreadable", { what: "The day" }) };
  if (!at)
    return asOf > ctx.businessDate
      ? { ...none, fault: refusal("as_of_future") }
      : { ...none, until: { day: asOf, instant: null } };
  if (!/^([01]?\d|2[0-3])[:.][0-5]\d([:.][0-5]\d)?$/.test(at)) return { ...none, fault: refusal("time_unreadable") };
  const [row] = await sqlOf(ctx.db)<{ instant: string; passed: boolean; day: BusinessDate }[]>`
    select typed.at::text as instant, typed.at <= bank_now() as passed,
      (select max(b.day)::text from banking_days b) as day
    from (select (${`${asOf} ${at.replaceAll(".", ":")}`}::timestamp at time zone s.time_zone) as at from bank_settings s) typed`;
  if (!row?.passed) return { ...none, fault: refusal("as_of_future") };
  // Whatever was booked by then counts, on whichever banking day.
  return { ...none, until: { day: row.day, instant: row.instant } };
}

/** A balance of the past, debit positive, and whether it can still change. */
export type AsOfBalance = { minor: bigint; exact: boolean; byValueMinor: bigint | null };

/**
 * What stood on an account of the books at the end of a banking day, or at an instant. Of a control account the day's sum
 * of its members; an instant is answered for single accounts only. `exact` when nothing can be added to it any more.
 */
export async function accountAsOf(
  ctx: Ctx<StaffActor>,
  account: LedgerAccountPage,
  { day, instant }: Until,
): Promise<AsOfBalance | null> {
  authorize(ctx.actor, "ledger.read");
  const sided = (minor: bigint) => (account.normalSide === "debit" ? minor : -minor);
  if (account.isControl) {
    if (instant) return null;
    const { minor, final } = await controlAtClose(ctx.db, account.id, day);
    return { minor, exact: final, byValueMinor: null };
  }
  if (instant) {
    const { minor, settled } = await balanceAt(ctx.db, account.id, instant);
    return { minor: sided(minor), exact: settled, byValueMinor: null };
  }
  const [{ minor, final }, byValue] = await Promise.all([
    balanceAtClose(ctx.db, account.id, day),
    balanceByValue(ctx.db, account.id, { value: day, knownOn: ctx.businessDate }),
  ]);
  return { minor: sided(minor), exact: final, byValueMinor: sided(byValue) };
}
