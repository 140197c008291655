import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import postgres from "postgres";
import { demoSecretOf } from "../../../scripts/seed/people.mjs";
import { freshCode, keepSession, passwordOf, sessionOf } from "../../support/demo-session";

type SignInOptions = {
  phone?: boolean;
  context?: BrowserContextOptions;
  /** A session of their own, by hand: for what ends it. Otherwise the tests of a run share one a person. */
  own?: boolean;
  /** Of somebody who is not of the demo bank; they sign in by hand. */
  password?: string;
  /** The key of their authenticator, once they have one. */
  secret?: string;
};

const origin = process.env.BANK_URL ?? "http://localhost:3000";

/** Signs a person in, in a browser context of their own, and answers the page they land on. */
export async function signIn(browser: Browser, signInName: string, options: SignInOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.phone ? { width: 375, height: 812 } : { width: 1366, height: 768 },
    ...options.context,
  });
  const page = await context.newPage();
  if (options.own || options.password) {
    await signInByHand(page, signInName, options);
  } else {
    const [name = "", value = ""] = (await sessionOf(origin, signInName)).split("=");
    await context.addCookies([{ name, value, url: origin }]);
    await page.goto("/");
  }
  await expect(page).not.toHaveURL(/sign-in/);
  return page;
}

/** The password, and the code if one is asked for. */
export async function signInByHand(
  page: Page,
  signInName: string,
  { password, secret }: Pick<SignInOptions, "password" | "secret"> = {},
): Promise<void> {
  await typePassword(page, signInName, password);
  if (!new URL(page.url()).pathname.endsWith("/sign-in/code")) return;
  await page.getByLabel("Code").fill(await freshCode(secret ?? demoSecretOf(signInName)));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).not.toHaveURL(/\/sign-in\//);
}

/**
 * Gives the second factor once more where an act asked for a fresh one, and shares the session that this begins; answers
 * whether it was asked for. The act is then done again (control 21).
 */
export async function confirmIfAsked(page: Page, signInName: string): Promise<boolean> {
  if (!new URL(page.url()).pathname.endsWith("/sign-in/code")) return false;
  await page.getByLabel("Code").fill(await freshCode(demoSecretOf(signInName)));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).not.toHaveURL(/\/sign-in\//);
  const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith("bank.sid"));
  await keepSession(origin, signInName, `${cookie?.name}=${cookie?.value}`);
  return true;
}

/**
 * Makes the shared session of a demo person one with a second factor of this minute, where the test has the bank's
 * database: a proof on the screen would end the session for the tests beside this one.
 */
export async function freshly(signInName: string): Promise<void> {
  const { DATABASE_ADMIN_URL } = process.env;
  if (!DATABASE_ADMIN_URL) return;
  const sql = postgres(DATABASE_ADMIN_URL, { max: 1 });
  await sql`
    update sessions s set factor_at = now() from users u
    where u.id = s.user_id and u.sign_in_name = ${signInName} and s.revoked_at is null and s.factor_at is not null`;
  await sql.end();
}

/** The first half of a sign-in. */
export async function typePassword(page: Page, signInName: string, password = passwordOf(signInName)): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(signInName);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).not.toHaveURL(/\/sign-in(\?|$)/);
}

/** On the page for it: takes the key up as an app would, types its first code, keeps the codes, goes on. */
export async function setUpAuthenticator(page: Page, { password }: { password?: string } = {}): Promise<string> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Set up (your|a passkey or an) authenticator$/);
  const shown = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText();
  const secret = shown.replaceAll(" ", "");
  if (password) await page.getByLabel("Your password").fill(password);
  await page.getByLabel("Code", { exact: true }).fill(await freshCode(secret));
  await page.getByRole("button", { name: "Set it up" }).click();
  await expect(page.getByRole("region", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await page.getByRole("link", { name: "I have kept them: go on" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  return secret;
}

/** The amount in a text like `€1,234.50`, in minor units. */
export function minorOf(text: string): bigint {
  const digits = text.replace(/[^\d]/g, "");
  return BigInt(digits) * (text.includes("−") ? -1n : 1n);
}
