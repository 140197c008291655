import "server-only";
import { cookies } from "next/headers";
import type { Ctx } from "../core/context";
import { setTheme } from "../identity/set-theme";
import { sessionCookie } from "./cookie";

export const THEME_COOKIE = "theme";
const YEAR_SECONDS = 365 * 24 * 3600;

/** Keeps how the pages shall look with the person, and in this browser for the pages before the sign-in. */
export async function keepTheme(ctx: Ctx, input: { theme: "light" | "dark" | "system" }): Promise<void> {
  await setTheme(ctx, input);
  const { secure, sameSite } = sessionCookie().options;
  (await cookies()).set(THEME_COOKIE, input.theme, { path: "/", secure, sameSite, httpOnly: true, maxAge: YEAR_SECONDS });
}
