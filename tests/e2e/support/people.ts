import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { customerPassword, demoCustomers, staffPassword } from "../../../scripts/seed/people.mjs";

type SignInOptions = { password?: string; phone?: boolean; context?: BrowserContextOptions };

/** Signs a demo person in, in a browser context of their own, and answers the page they land on. */
export async function signIn(browser: Browser, signInName: string, options: SignInOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.phone ? { width: 375, height: 812 } : { width: 1366, height: 768 },
    ...options.context,
  });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(signInName);
  await page.getByLabel("Password", { exact: true }).fill(options.password ?? passwordOf(signInName));
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/sign-in/);
  return page;
}

export function passwordOf(signInName: string): string {
  return demoCustomers.some((one) => one.signInName === signInName) ? customerPassword : staffPassword;
}

/** The amount in a text like `€1,234.50`, in minor units. */
export function minorOf(text: string): bigint {
  const digits = text.replace(/[^\d]/g, "");
  return BigInt(digits) * (text.includes("−") ? -1n : 1n);
}
