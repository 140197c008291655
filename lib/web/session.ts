import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/db/client";
import { transact } from "../command/transact";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { may } from "../identity/authorize";
import type { Permission } from "../identity/permissions";
import { sayAway } from "./away";
import { customerContext, staffContext } from "./context";
import { carriedToken } from "./cookie";
import { type CustomerSession, readSession, type Session, type StaffSession, touchSession } from "./read-session";
import { factorPath, landingPath, signInPath } from "./return-path";

/**
 * Whoever is signed in, or null. One select per request; a database that is away throws, so that nobody is ever told
 * that they are signed out because the bank cannot look.
 */
const currentSession = cache(async (): Promise<Session | null> => {
  const token = await carriedToken();
  if (!token) return null;
  try {
    const session = await readSession(database(), token);
    if (session) await touchSession(database(), session);
    return session;
  } catch (error) {
    await sayAway(error);
    throw error;
  }
});

/** Whoever is signed in with all that it takes; anybody else is sent to where it is asked for and comes back from there. */
export async function requireSession(): Promise<Session> {
  const session = await currentSession();
  const path = (await headers()).get("x-bank-path");
  if (!session) redirect(signInPath(path));
  if (session.unproven === "halfway") redirect(factorPath(session.hasFactor ? "give factor" : "set up factor", path));
  return session;
}

/**
 * Whoever owes the second factor, or gave it so long ago that a sensitive page asks again; anybody else goes on to where
 * they were going.
 */
export async function requireFactorOwed(next?: string | null): Promise<Ctx<StaffActor | CustomerActor>> {
  const session = (await currentSession()) ?? redirect(signInPath(next ?? null));
  if (session.unproven === "halfway" && !session.hasFactor) redirect(factorPath("set up factor", next));
  if (!session.unproven && !session.provenLongAgo) redirect(landingPath(session, next));
  return contextOf(session);
}

/** Whoever may add a factor: with one already, only shortly after it was given. */
export async function requireFactorSetUp(): Promise<Ctx<StaffActor | CustomerActor>> {
  const session = (await currentSession()) ?? redirect("/sign-in");
  const owes = session.hasFactor && (session.unproven === "halfway" || session.provenLongAgo);
  if (owes) redirect(factorPath("give factor", (await headers()).get("x-bank-path")));
  return contextOf(session);
}

/** Sends whoever gave the second factor long ago to give it again, and back to this page (control 21). */
export async function requireFresh({ actor }: Ctx<StaffActor | CustomerActor>): Promise<void> {
  if (actor.provenLongAgo) redirect(factorPath("give factor", (await headers()).get("x-bank-path")));
}

/**
 * Line 1 of a staff page: the context of the member of staff who asks. To a customer staff pages do not exist (404);
 * staff without the permission are told who can help (403). What is named by a permission is refused on the record.
 */
export async function requireStaff(permission?: Permission): Promise<Ctx<StaffActor>> {
  return permission ? staffFor(permission)() : staffContext(await staffSession());
}

/** Line 1 of a self-service page: the context of the customer who asks. To staff these pages do not exist (404). */
export async function requireCustomer(): Promise<Ctx<CustomerActor>> {
  return customerContext(await customerSession());
}

/** What a staff page's frame shows beside the context: branch, till, day. */
export async function staffSession(): Promise<StaffSession> {
  const session = await requireSession();
  return session.kind === "staff" ? session : notFound();
}

/** What a self-service page shows of the customer's sign-in. */
export async function customerSession(): Promise<CustomerSession> {
  const session = await requireSession();
  return session.kind === "customer" ? session : notFound();
}

/** The context of whoever is signed in, or null; for what is harmless when nobody is. */
export async function presentContext(): Promise<Ctx<StaffActor | CustomerActor> | null> {
  const session = await currentSession();
  return session && contextOf(session);
}

/** The guard of a staff form or download: who lacks the permission is refused, and the refusal stands in the activity log. */
export function staffFor(permission: Permission): () => Promise<Ctx<StaffActor>> {
  return async () => {
    const session = await requireSession();
    if (session.kind !== "staff") {
      await recordDenial(await customerContext(session), permission, "not_found");
      return notFound();
    }
    const ctx = await staffContext(session);
    if (!may(ctx.actor, permission)) await recordDenial(ctx, permission, "not_permitted");
    return may(ctx.actor, permission) ? ctx : forbidden();
  };
}

function contextOf(session: Session): Promise<Ctx<StaffActor | CustomerActor>> {
  return session.kind === "staff" ? staffContext(session) : customerContext(session);
}

async function recordDenial(
  ctx: Ctx<StaffActor | CustomerActor>,
  act: Permission,
  reason: "not_found" | "not_permitted",
): Promise<void> {
  const denied = refusal(reason);
  await transact(ctx, act, () => Promise.reject(denied)).catch((error: unknown) => {
    if (error !== denied) throw error;
  });
}
