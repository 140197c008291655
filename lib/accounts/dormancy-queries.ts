import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { mayOpenAccount } from "./visibility";

export type Dormancy = {
  id: string;
  stage: "inactive" | "dormant";
  fromDay: BusinessDate;
  lastUsedOn: BusinessDate;
  /** On the bank's clock; null while it stands. */
  endedAt: string | null;
  endedBy: string | null;
  evidence: string | null;
};

/** When an account went unused for long, newest first; a handful in its life. */
export async function dormanciesOf(ctx: Ctx<StaffActor>, accountId: string): Promise<Dormancy[]> {
  authorize(ctx.actor, "account.read");
  if (!isId(accountId)) return [];
  return sqlOf(ctx.db)<Dormancy[]>`
    select d.id, d.stage, d.from_day::text as "fromDay", d.last_used_on::text as "lastUsedOn",
      to_char(d.ended_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') as "endedAt", u.display_name as "endedBy", d.evidence
    from account_dormancies d join accounts a on a.id = d.account_id cross join bank_settings s left join users u on u.id = d.ended_by
    where d.account_id = ${accountId} and ${mayOpenAccount(ctx)} order by d.id desc limit 50`;
}
