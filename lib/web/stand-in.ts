import "server-only";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { Ctx, StaffActor } from "../core/context";
import { absentColleague, inPlaceOf } from "../identity/delegations";
import type { Permission } from "../identity/permissions";
import { ask } from "./ask";
import { requireStaff, staffFor } from "./session";

/** The guard of a page of decisions: the viewer, or the viewer in the place of the absent colleague named by `for`. */
export async function requireDecider(permission?: Permission): Promise<Ctx<StaffActor>> {
  return placed(await requireStaff(permission));
}

/** The same for the form of a decision, which says by its page's address in whose place it is made. */
export function deciderFor(permission: Permission): () => Promise<Ctx<StaffActor>> {
  const guard = staffFor(permission);
  return async () => placed(await guard());
}

/** A decision whose answer says in whose place it was made, so that the next page is opened in that place too. */
export function inPlace<Input, Result extends object>(
  command: (ctx: Ctx<StaffActor>, input: Input) => Promise<Result>,
): (ctx: Ctx<StaffActor>, input: Input) => Promise<Result & { for: string | undefined }> {
  return async (ctx, input) => ({ ...(await command(ctx, input)), for: ctx.actor.decidesFor?.userId });
}

/** A colleague who is not away, or named somebody else, is as unknown as none. */
async function placed(ctx: Ctx<StaffActor>): Promise<Ctx<StaffActor>> {
  const path = (await headers()).get("x-bank-path") ?? "/";
  const named = new URL(path, "http://bank").searchParams.get("for");
  if (!named) return ctx;
  const absent = await ask(absentColleague(ctx, named));
  return absent ? { ...ctx, actor: inPlaceOf(ctx.actor, absent) } : notFound();
}
