import type { Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { customerPassword, demoCustomers, staffPassword } from "../../../scripts/seed/people.mjs";

/** Signs a demo person in, in a browser context of their own, and answers the page they land on. */
export async function signIn(
  browser: Browser,
  signInName: string,
  options: { password?: string; phone?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext(
    options.phone ? { viewport: { width: 375, height: 812 } } : { viewport: { width: 1366, height: 768 } },
  );
  const page = await context.newPage();
  const isCustomer = demoCustomers.some((one) => one.signInName === signInName);
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill(signInName);
  await page
    .getByLabel("Password", { exact: true })
    .fill(options.password ?? (isCustomer ? customerPassword : staffPassword));
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/sign-in/);
  return page;
}

/** The amount in a text like `€1,234.50`, in minor units. */
export function minorOf(text: string): bigint {
  const digits = text.replace(/[^\d]/g, "");
  return BigInt(digits) * (text.includes("−") ? -1n : 1n);
}
