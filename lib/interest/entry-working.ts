import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import type { AccountId, EntryId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { InterestKind } from "./night-interest";
import { type InterestWorking, workingOf } from "./working";

/** The working of an entry that brought interest to an account, or null for entries of other kinds. */
export async function interestEntryWorking(ctx: Ctx<StaffActor>, entryId: EntryId): Promise<InterestWorking | null> {
  authorize(ctx.actor, "movement.read");
  const [row] = await sqlOf(ctx.db)<
    { accountId: AccountId; kind: InterestKind; day: BusinessDate; currency: Currency; after: BusinessDate | null }[]
  >`
    select s.account_id as "accountId", s.kind, s.day::text as day, a.currency,
      (select max(b.day)::text from interest_settlements b where b.account_id = s.account_id and b.kind = s.kind and b.day < s.day) as after
    from interest_settlements s join accounts a on a.id = s.account_id where s.entry_id = ${entryId}`;
  if (!row) return null;
  return workingOf(ctx.db, row.currency, { ...row, upTo: row.day });
}
