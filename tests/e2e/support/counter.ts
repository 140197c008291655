import { test as base, expect, type Page } from "@playwright/test";
import { minorOf, signIn } from "./people";

/** One teller has one till: each worker has a teller of its own. They are of one branch and see the same customers. */
const TELLERS = ["teller2", "teller"];

/** A page of a teller whose till is open; it is closed again when the worker ends. */
export const test = base.extend<{ teller: Page }, { counter: Page }>({
  counter: [
    async ({ browser }, use, worker) => {
      const { baseURL, timezoneId, locale } = worker.project.use;
      const name = TELLERS[worker.parallelIndex % TELLERS.length] as string;
      const page = await signIn(browser, name, { context: { baseURL, timezoneId, locale } });
      await page.goto("/desk");
      // A worker that was ended by a failed test left it open.
      const open = page.getByRole("button", { name: "Open the till" });
      if (await open.count()) {
        await page.getByLabel("Till").selectOption({ index: worker.parallelIndex + 1 });
        await open.click();
      }
      await expect(page.getByRole("heading", { name: /^Till \d/, level: 1 })).toBeVisible();
      await use(page);
      await page.goto("/desk");
      await page.getByRole("button", { name: /^Close Till/ }).click();
      await expect(page.getByRole("heading", { name: "Your till is not open" })).toBeVisible();
      await page.context().close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  teller: async ({ counter }, use) => {
    const page = await counter.context().newPage();
    await use(page);
    await page.close();
  },
});

/** The path of a customer's account by the product it runs on. */
export async function accountOf(staff: Page, customer: string, product = "Everyday"): Promise<string> {
  await staff.goto(`/customers?q=${encodeURIComponent(customer)}`);
  await staff.getByRole("table").getByRole("link", { name: customer, exact: true }).click();
  await staff.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  return (await staff.getByRole("link", { name: product, exact: true }).first().getAttribute("href")) ?? "";
}

/** What stands booked on an account, in minor units, as its page says. */
export async function bookedOn(staff: Page, account: string): Promise<bigint> {
  await staff.goto(account);
  return minorOf(
    await staff
      .locator("dt", { hasText: /^Booked$/ })
      .locator("xpath=following-sibling::dd")
      .innerText(),
  );
}
