import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, SystemActor } from "../core/context";
import type { UserId } from "../core/ids";
import { authorize } from "./authorize";
import { keepAuthenticator } from "./factors";

/** Gives a person of the demo bank an authenticator whose secret is public. No other bank takes one (control 34). */
export async function adoptAuthenticator(
  ctx: Ctx<SystemActor>,
  input: { userId: UserId; secret: string },
): Promise<void> {
  await transact(ctx, "factor.adopt", async (inside) => {
    authorize(inside.actor, "staff.create");
    const [bank] = await sqlOf(inside.db)<{ demo: boolean }[]>`select demo from bank_settings`;
    if (!bank?.demo) throw new Error("Only the demo bank has authenticators with public secrets");
    await keepAuthenticator(inside.db, input.userId, { secret: input.secret, lastStep: 0, demo: true });
    await record(inside, { act: "factor.added", subjectKind: "user", subjectId: input.userId });
  });
}
