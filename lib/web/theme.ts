import "server-only";
import { cookies } from "next/headers";
import type { Ctx } from "../core/context";
import { setTheme, type Theme } from "../identity/set-theme";
import { sessionCookie } from "./cookie";

const COOKIE = "theme";
const YEAR_SECONDS = 365 * 24 * 3600;

/** Keeps how the pages shall look with the person, and shows it in this browser. */
export async function keepTheme(ctx: Ctx, input: { theme: Theme }): Promise<void> {
  await setTheme(ctx, input);
  await showTheme(input.theme);
}

/** Tells this browser how its person wants the pages to look; it stays for the pages before the next sign-in. */
export async function showTheme(theme: Theme): Promise<void> {
  const jar = await cookies();
  if ((jar.get(COOKIE)?.value ?? "system") === theme) return;
  const { secure, sameSite } = sessionCookie().options;
  jar.set(COOKIE, theme, { path: "/", secure, sameSite, httpOnly: true, maxAge: YEAR_SECONDS });
}
