import { sqlOf } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { assertFresh } from "./authorize";
import { verifyPassword } from "./password";

type Person = StaffActor | CustomerActor;

/** Whether the actor has a second factor of any kind. */
export async function holdsFactor(ctx: Ctx<Person>): Promise<boolean> {
  const rows = await sqlOf(ctx.db)`select 1 from second_factors where user_id = ${ctx.actor.userId} limit 1`;
  return rows.length > 0;
}

/** Whether the actor typed their present password; false when they typed nothing. */
export async function hasPassword(ctx: Ctx<Person>, typed: string | undefined): Promise<boolean> {
  if (!typed) return false;
  const [row] = await sqlOf(ctx.db)<{ hash: string }[]>`
    select password_hash as hash from users where id = ${ctx.actor.userId}`;
  return verifyPassword(row?.hash ?? null, typed);
}

/** Whether the password is asked for with the first factor: staff have given it just before, a customer may be in for long. */
export function asksPassword(actor: Person, held: boolean): boolean {
  return !held && actor.unproven !== "halfway";
}

/**
 * Refuses another factor to who has not proven one they have in the last minutes (`factor_needed`, `confirm_again`), and
 * a first one to who does not know the password (`current_password_wrong`): an open session alone adds nothing.
 */
export function assertMayAddFactor(
  actor: Person,
  { held, knowsPassword }: { held: boolean; knowsPassword: boolean },
): void {
  if (held) assertFresh(actor);
  else if (asksPassword(actor, held) && !knowsPassword) throw refusal("current_password_wrong", undefined, "proof");
}
