import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { EntryId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { authorize } from "../identity/authorize";
import { readExact } from "./exact";
import { exactWords, type InterestWorking } from "./working";

/** The working of an entry that booked a night's interest of a product in a branch, or null for entries of other kinds. */
export async function positionEntryWorking(ctx: Ctx<StaffActor>, entryId: EntryId): Promise<InterestWorking | null> {
  authorize(ctx.actor, "movement.read");
  const [row] = await sqlOf(ctx.db)<
    { product: string; currency: Currency; exact: string; bookedMinor: bigint; changeMinor: bigint }[]
  >`
    select p.name as product, i.currency, i.exact::text as exact, i.booked_minor as "bookedMinor",
      (select case when a.class = 'liability' then -l.amount_minor else l.amount_minor end
        from postings l join ledger_accounts a on a.id = l.account_id
        where l.entry_id = i.entry_id and a.class in ('asset', 'liability') order by l.leg limit 1) as "changeMinor"
    from interest_positions i join products p on p.id = i.product_id where i.entry_id = ${entryId}`;
  if (!row) return null;
  const shown = (minor: bigint) => formatMoney(money(minor, row.currency));
  return {
    result: shown(row.changeMinor),
    steps: [
      {
        text: `All nights of ${row.product} in this branch that are not brought to accounts yet, exactly`,
        value: exactWords(readExact(row.exact), row.currency),
      },
      { text: "Rounded once", value: shown(row.bookedMinor) },
      { text: "Less what the books held of it before", value: shown(row.bookedMinor - row.changeMinor) },
    ],
    rounding: "= what this entry adds to the books",
  };
}
