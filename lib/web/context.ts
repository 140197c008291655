import "server-only";
import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { headers } from "next/headers";
import { database } from "@/db/client";
import { openDay } from "../calendar/queries";
import type { Ctx, CustomerActor, StaffActor, SystemActor } from "../core/context";
import { FRONT_DOOR } from "../identity/permissions";
import type { CustomerSession, StaffSession } from "./read-session";

/** What a member of staff does at the counter, from their session. */
export async function staffContext(session: StaffSession): Promise<Ctx<StaffActor>> {
  const { userId, name, roles, related, branchId, sessionId, day, ...proof } = session;
  return {
    ...(await request()),
    actor: { kind: "staff", userId, name, roles, related, branchId, sessionId, ...proofOf(proof) },
    channel: "counter",
    businessDate: day,
  };
}

/** What a customer does for themselves, from their session. */
export async function customerContext(session: CustomerSession): Promise<Ctx<CustomerActor>> {
  const { userId, name, customerId, sessionId, coolingUntil, day, ...proof } = session;
  return {
    ...(await request()),
    actor: {
      kind: "customer",
      userId,
      name,
      customerId,
      sessionId,
      ...(coolingUntil ? { coolingUntil } : {}),
      ...proofOf(proof),
    },
    channel: "self_service",
    businessDate: day,
  };
}

/** What somebody does who is not signed in: knock at the front door. */
export async function frontDoorContext(): Promise<Ctx<SystemActor>> {
  const common = await request();
  return {
    ...common,
    actor: { kind: "system", job: FRONT_DOOR },
    channel: "self_service",
    businessDate: await openDay(common.db),
  };
}

async function request() {
  const incoming = await headers();
  const ip = addressOf(incoming.get("x-forwarded-for"));
  return { db: database(), requestId: incoming.get("x-request-id") ?? randomUUID(), ...(ip ? { ip } : {}) };
}

/**
 * The last hop is what the proxy in front saw, or, without one, the socket of this server (`trustOwnSocketOnly`); anything
 * before it was typed by somebody.
 */
function addressOf(forwarded: string | null): string | undefined {
  const last = forwarded?.split(",").at(-1)?.trim();
  return last && isIP(last) ? last : undefined;
}

/** How well the person has proven who they are, as commands ask it; nothing when it is all there. */
function proofOf({ unproven, provenLongAgo }: Pick<StaffSession, "unproven" | "provenLongAgo">) {
  return { ...(unproven ? { unproven } : {}), ...(provenLongAgo ? { provenLongAgo: true as const } : {}) };
}
