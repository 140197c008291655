import type { z } from "zod";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type EntryId, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { clearCheque } from "./clear-cheque";
import type { clearDueChequesInput } from "./schema";

/** Cheques in one transaction: few enough that no teller waits for long on an account. */
const BATCH = 100;

/**
 * Clears every cheque that should be cleared by a day: the other banks have paid them. One that may not be cleared by this
 * person, or with which something is wrong, stays as it is and holds up no other. Sent again it finds nothing more to do.
 */
export async function clearDueCheques(
  ctx: Ctx<StaffActor>,
  { due }: z.output<typeof clearDueChequesInput>,
): Promise<{ cleared: number; left: number }> {
  authorize(ctx.actor, "cheque.clear");
  const until = due < ctx.businessDate ? due : ctx.businessDate;
  for (let [cleared, left, after] = [0, 0, ""]; ; ) {
    const ids = await sqlOf(ctx.db)<{ id: EntryId }[]>`
      select id from cheques where status = 'in_clearing' and clears_on <= ${until} ${after ? sqlOf(ctx.db)`and id > ${after}` : sqlOf(ctx.db)``}
      order by id limit ${BATCH}`;
    const outcomes = await clearCheque.many(ids.map(({ id }) => ({ ctx, input: { key: newId(), chequeId: id } })));
    const held = outcomes.filter((outcome) => outcome instanceof Error).length;
    cleared += outcomes.length - held;
    left += held;
    if (ids.length < BATCH) return { cleared, left };
    after = ids.at(-1)?.id ?? "";
  }
}
