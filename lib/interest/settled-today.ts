import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { AccountId } from "../core/ids";
import { interestLabels } from "./interest-so-far";
import type { InterestKind } from "./night-interest";

/** Interest that was brought to an account today, before it is closed. */
export type SettledToday = { label: string; minor: bigint; reference: string | null };

/** What was settled of an account today so that it can be paid out whole, in the customer's favour positive; the caller may open the account. */
export async function settledToday(ctx: Ctx<StaffActor>, id: AccountId): Promise<SettledToday[]> {
  const rows = await sqlOf(ctx.db)<{ kind: InterestKind; minor: bigint; reference: string | null }[]>`
    select kind, minor, reference from interest_settlements
    where account_id = ${id} and day = ${ctx.businessDate} and reason = 'closing' order by kind`;
  return rows.map(({ kind, minor, reference }) => ({
    label: interestLabels[kind],
    minor: kind === "deposit" ? minor : -minor,
    reference,
  }));
}
