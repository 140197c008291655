import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx } from "../core/context";
import { authorize } from "./authorize";
import { signedIn } from "./session";

export type Theme = "light" | "dark" | "system";

/** Keeps how the actor wants the bank's pages to look, on every device. */
export async function setTheme(ctx: Ctx, input: { theme: Theme }): Promise<void> {
  await transact(ctx, "theme.set", async (inside) => {
    authorize(inside.actor, "theme.set");
    const { userId } = signedIn(inside.actor);
    await sqlOf(inside.db)`update users set theme = ${input.theme} where id = ${userId}`;
    await record(inside, { act: "theme.set", subjectKind: "user", subjectId: userId });
  });
}
