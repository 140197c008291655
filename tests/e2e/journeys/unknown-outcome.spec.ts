import { expect, type Page, type Route } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { payIn } from "../support/tills";

// One of them waits until the page itself finds that it takes long.
test.slow();

/** Lets something happen to the next form that a page sends, and to no other. */
async function onceSent(page: Page, meet: (route: Route) => Promise<void>): Promise<void> {
  let met = false;
  await page.route("**/deposit", async (route) => {
    if (met || route.request().method() !== "POST") return route.fallback();
    met = true;
    await meet(route);
  });
}

async function filledIn(teller: Page, amount: string): Promise<{ account: string; before: bigint; desk: Page }> {
  const account = await accountOf(teller, "Hannah Weiss");
  const desk = await teller.context().newPage();
  const before = await bookedOn(desk, account);
  await teller.goto(`${account}/deposit`);
  await payIn(teller, amount);
  return { account, before, desk };
}

test("an answer that takes long says that nothing is to be posted again, and no balance moves before it", {
  tag: "@acceptance-13",
}, async ({ teller }) => {
  const { account, before, desk } = await filledIn(teller, "21.00");
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await onceSent(teller, async (route) => {
    await held;
    await route.continue();
  });
  await teller.keyboard.press("F9");
  await expect(teller.getByText("Still working. Do not post again.")).toBeVisible({ timeout: 30_000 });
  await teller.keyboard.press("F9");
  expect(await bookedOn(desk, account)).toBe(before);
  await expect(teller, "no receipt is shown before there is one").toHaveURL(/\/deposit$/);
  go();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(desk, account)).toBe(before + 21_00n);
  await desk.close();
});

test("a connection cut before the bank had the form leaves it unknown, and checking posts it once", {
  tag: "@acceptance-13",
}, async ({ teller }) => {
  const { account, before, desk } = await filledIn(teller, "22.00");
  await onceSent(teller, (route) => route.abort("connectionreset"));
  await teller.keyboard.press("F9");
  await expect(teller.getByText("We do not know yet whether this was posted")).toBeVisible();
  expect(await bookedOn(desk, account)).toBe(before);
  await teller.getByRole("button", { name: "Check status" }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(desk, account)).toBe(before + 22_00n);
  await desk.close();
});

test("an answer lost after the bank had posted leads to the one receipt", async ({ teller }) => {
  const { account, before, desk } = await filledIn(teller, "23.00");
  await onceSent(teller, async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await teller.keyboard.press("F9");
  await expect(teller.getByText("We do not know yet whether this was posted")).toBeVisible();
  expect(await bookedOn(desk, account)).toBe(before + 23_00n);
  await teller.getByRole("button", { name: "Check status" }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(desk, account), "posted once").toBe(before + 23_00n);
  await desk.close();
});
