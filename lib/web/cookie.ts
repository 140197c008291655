import "server-only";
import { cookies } from "next/headers";
import { env } from "../core/env";
import { isToken } from "../identity/token";

/** The session cookie (control 12): bound to this host over https; over http only for localhost. */
export function sessionCookie() {
  const secure = env().APP_ORIGIN.startsWith("https://");
  return {
    name: secure ? "__Host-bank.sid" : "bank.sid",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}

/** The token that the browser carries, or undefined; whether it opens anything is for the database to say. */
export async function carriedToken(): Promise<string | undefined> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  return isToken(token) ? token : undefined;
}
