import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { notify } from "../notifications/notify";
import { assertFresh, authorize } from "./authorize";

/** Takes one of the actor's passkeys away. Refuses `passkey_not_found`, `last_factor` and `confirm_again`. */
export async function removePasskey(
  ctx: Ctx<StaffActor | CustomerActor>,
  input: { passkeyId: string },
): Promise<{ passkeyId: string }> {
  return transact(ctx, "passkey.remove", async (inside) => {
    authorize(inside.actor, "factor.manage");
    assertFresh(inside.actor);
    const { userId } = inside.actor;
    const sql = sqlOf(inside.db);
    await sql`select 1 from users where id = ${userId} for update`;
    const [removed] = await sql<{ name: string }[]>`
      update passkeys set removed_at = bank_now()
      where id = ${input.passkeyId} and user_id = ${userId} and removed_at is null returning name`;
    if (!removed) throw refusal("passkey_not_found");
    const left = await sql`select 1 from second_factors where user_id = ${userId} limit 1`;
    if (left.length === 0) throw refusal("last_factor");
    await record(inside, {
      act: "passkey.removed",
      subjectKind: "passkey",
      subjectId: input.passkeyId,
      customerId: inside.actor.kind === "customer" ? inside.actor.customerId : null,
      before: { name: removed.name },
    });
    await notify(inside, { to: { userId }, kind: "factor_changed" });
    return { passkeyId: input.passkeyId };
  });
}
