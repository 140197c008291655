import "server-only";
import { cookies } from "next/headers";
import { env } from "../core/env";
import { DEVICE_DAYS } from "../identity/known-device";
import { isToken } from "../identity/token";

/** The session cookie (control 12): bound to this host over https; over http only for localhost. */
export function sessionCookie() {
  const secure = env().APP_ORIGIN.startsWith("https://");
  return {
    name: secure ? "__Host-bank.sid" : "bank.sid",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}

const DAY_SECONDS = 24 * 3600;

/** The cookie by which a browser is known again at the sign-in page; it opens nothing. */
export function deviceCookie() {
  const { options } = sessionCookie();
  return {
    name: options.secure ? "__Host-bank.device" : "bank.device",
    options: { ...options, sameSite: "strict", maxAge: DEVICE_DAYS * DAY_SECONDS },
  } as const;
}

/** The token by which this browser is known, or undefined. */
export async function carriedDevice(): Promise<string | undefined> {
  const token = (await cookies()).get(deviceCookie().name)?.value;
  return isToken(token) ? token : undefined;
}

/** The token that the browser carries, or undefined; whether it opens anything is for the database to say. */
export async function carriedToken(): Promise<string | undefined> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  return isToken(token) ? token : undefined;
}
