import { test as base, type Page } from "@playwright/test";
import { minorOf, signIn } from "./people";
import { closeTill, openTill } from "./tills";

/** One teller has one till: each worker has a teller of its own. They are of one branch and see the same customers. */
const TELLERS = ["teller2", "teller"];

/** A page of a teller whose till is open; it is closed again when the worker ends. */
export const test = base.extend<{ teller: Page }, { counter: Page }>({
  counter: [
    async ({ browser }, use, worker) => {
      const { baseURL, timezoneId, locale } = worker.project.use;
      const name = TELLERS[worker.parallelIndex % TELLERS.length] as string;
      const page = await signIn(browser, name, { context: { baseURL, timezoneId, locale } });
      // A worker that was ended by a failed test left it open.
      await openTill(page, worker.parallelIndex + 1);
      await use(page);
      await closeTill(page);
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
