import "server-only";
import { cookies, headers } from "next/headers";
import NextAuth, { type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { database } from "@/db/client";
import type { Ctx, CustomerActor, StaffActor, SystemActor } from "../core/context";
import { env } from "../core/env";
import { addPasskey } from "../identity/add-passkey";
import { giveFactor, type Proven } from "../identity/give-factor";
import type { PasskeyAnswer, PasskeyMade } from "../identity/passkey-schema";
import { activateSession, limits } from "../identity/session";
import { setUpAuthenticator } from "../identity/set-up-authenticator";
import { type SignedIn, signIn } from "../identity/sign-in";
import { signInWithPasskey } from "../identity/sign-in-with-passkey";
import { carriedDevice, carriedToken, deviceCookie, sessionCookie } from "./cookie";
import { showTheme } from "./theme";

// next-auth is a shell here: it carries an opaque token into the browser's cookie and out of it. It is called in
// process only (no /api/auth route), never sees a password, and whom a token belongs to is read by session.ts alone.
const shell = NextAuth(() => config());

/** Signs in by name and password: the command opens a session, its one-time ticket becomes the browser's cookie. */
export async function startSession(
  ctx: Ctx<SystemActor>,
  input: { signInName: string; password: string },
): Promise<Pick<SignedIn, "person" | "next">> {
  const userAgent = (await headers()).get("user-agent") ?? undefined;
  const carried = { carried: await carriedToken(), device: await carriedDevice(), userAgent };
  const { theme, person, next, ...opened } = await signIn(ctx, { ...input, ...carried });
  await takeIntoBrowser(opened);
  await showTheme(theme);
  return { person, next };
}

/** Signs in with a passkey, which is both factors at once. */
export async function startPasskeySession(
  ctx: Ctx<SystemActor>,
  { passkey }: { passkey: PasskeyAnswer },
): Promise<SignedIn["person"]> {
  const userAgent = (await headers()).get("user-agent") ?? undefined;
  const carried = { carried: await carriedToken(), device: await carriedDevice(), userAgent };
  const { theme, person, ...opened } = await signInWithPasskey(ctx, { passkey, ...carried });
  await takeIntoBrowser(opened);
  await showTheme(theme);
  return person;
}

/** Completes a sign-in with the second factor, or proves it again; the browser gets the new session's cookie. */
export async function completeSession(
  ctx: Ctx<StaffActor | CustomerActor>,
  { code, passkey }: { code?: string | undefined; passkey?: PasskeyAnswer | undefined },
) {
  await takeIntoBrowser(await giveFactor(ctx, { code, passkey, device: await carriedDevice() }));
  return ctx.actor;
}

/** Adds a passkey and goes on in the new session; answers the recovery codes when it is the first factor. */
export async function addPasskeyAndComplete(
  ctx: Ctx<StaffActor | CustomerActor>,
  input: { passkey: PasskeyMade; name: string },
): Promise<{ recoveryCodes: string[] }> {
  const { recoveryCodes, ...opened } = await addPasskey(ctx, { ...input, device: await carriedDevice() });
  await takeIntoBrowser(opened);
  return { recoveryCodes };
}

/** Sets an authenticator up and goes on in the new session; answers the recovery codes. */
export async function setUpAndComplete(
  ctx: Ctx<StaffActor | CustomerActor>,
  input: { code: string; proof?: string | undefined },
): Promise<{ recoveryCodes: string[] }> {
  const device = await carriedDevice();
  const { recoveryCodes, ...opened } = await setUpAuthenticator(ctx, { ...input, device });
  await takeIntoBrowser(opened);
  return { recoveryCodes };
}

/** The ticket becomes the session's cookie, and the browser is known from now on. */
async function takeIntoBrowser({ ticket, device }: Proven): Promise<void> {
  await shell.signIn("credentials", { ticket, redirect: false, redirectTo: "/" });
  const jar = await cookies();
  const { name, options } = sessionCookie();
  if (jar.get(name)?.value !== ticket) throw new Error("The session's ticket was not taken up");
  // Set again without an end: next-auth would have the cookie outlive the browser.
  jar.set(name, ticket, options);
  jar.set(deviceCookie().name, device, deviceCookie().options);
}

/** Takes the cookie out of the browser; the session itself has been ended by the command before. */
export async function forgetSession(): Promise<void> {
  await shell.signOut({ redirect: false, redirectTo: "/sign-in" });
}

function config(): NextAuthConfig {
  // Otherwise the address, and with it the cookie's name, would follow X-Forwarded-Host.
  process.env.AUTH_URL = env().APP_ORIGIN;
  const { name, options } = sessionCookie();
  return {
    secret: env().AUTH_SECRET,
    trustHost: true,
    useSecureCookies: options.secure,
    debug: false,
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
    session: { strategy: "jwt", maxAge: limits.staff.absoluteSeconds },
    cookies: {
      sessionToken: { name, options },
      callbackUrl: { name: "bank.callback", options: { ...options, maxAge: 0 } },
    },
    jwt: {
      encode: ({ token }) => (typeof token?.ticket === "string" ? token.ticket : ""),
      decode: ({ token }) => (token ? { ticket: token } : null),
    },
    callbacks: { jwt: ({ token, user }) => (user && "ticket" in user ? { ticket: user.ticket } : token) },
    providers: [Credentials({ credentials: { ticket: {} }, authorize: ({ ticket }) => takeUp(ticket) })],
  };
}

async function takeUp(ticket: unknown): Promise<{ id: string; ticket: string } | null> {
  if (typeof ticket !== "string") return null;
  const userId = await activateSession(database(), ticket);
  return userId ? { id: userId, ticket } : null;
}
