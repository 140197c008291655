import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { database, databaseIsAway, sqlOf } from "@/db/client";
import { env } from "@/lib/core/env";
import { refusal } from "@/lib/core/errors";
import { policyFor } from "@/lib/web/content-security-policy";
import { rejection } from "@/lib/web/guard-request";
import { plainPage } from "@/lib/web/plain-page";

/** Sets headers and turns junk away. It never decides access: that is for the guards of pages and commands. */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const requestId = randomUUID();
  const nonce = randomBytes(16).toString("base64");
  const policy = policyFor(pathname, nonce, process.env.NODE_ENV === "development");
  const answer = { "x-request-id": requestId, "content-security-policy": policy };

  const refused = rejection({ method: request.method, path: pathname, headers: request.headers }, env().APP_ORIGIN);
  if (refused) return plainPage(refused.status, refused.title, refused.sentence, answer);
  if (!WITHOUT_DATABASE.has(pathname) && (await isAway())) {
    return plainPage(503, "The bank's records are away", refusal("unavailable").sentence, {
      ...answer,
      "retry-after": "5",
    });
  }

  const headers = cleaned(request.headers);
  headers.set("x-request-id", requestId);
  headers.set("x-bank-path", pathname + search);
  headers.set("x-bank-method", request.method);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  return NextResponse.next({ request: { headers }, headers: { ...answer, "cache-control": "private, no-store" } });
}

export const config = { matcher: ["/((?!_next/static/|icon\\.svg$|favicon\\.ico$).*)"] };

const ASK_EVERY_MS = 1_000;
let askedAt = Number.NEGATIVE_INFINITY;

/**
 * Whether pages would find the database away. One request a second asks it first: a page that finds out by itself can
 * only answer 500.
 */
async function isAway(): Promise<boolean> {
  if (databaseIsAway()) return true;
  const now = performance.now();
  if (now - askedAt < ASK_EVERY_MS) return false;
  askedAt = now;
  await sqlOf(database())`select 1`.catch(() => undefined);
  return databaseIsAway();
}

/** Headers that only the framework itself may send to itself. */
const DROPPED = ["x-middleware-subrequest", "x-middleware-subrequest-id", "next-resume"];

/** The request's headers without what nobody outside may say, and with the one true address of the bank (control 9). */
function cleaned(sent: Headers): Headers {
  const headers = new Headers(sent);
  for (const name of DROPPED) headers.delete(name);
  const address = new URL(env().APP_ORIGIN);
  headers.set("x-forwarded-host", address.host);
  headers.set("x-forwarded-proto", address.protocol.slice(0, -1));
  return headers;
}

const WITHOUT_DATABASE: ReadonlySet<string> = new Set(["/livez", "/readyz"]);
