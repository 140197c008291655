import { expect, type Page, test } from "@playwright/test";
import { accountOf } from "../support/counter";
import { signIn } from "../support/people";

/** Whether the document of `act` is still the one there was before: the frame was kept. */
async function keepsFrame(page: Page, act: () => Promise<unknown>): Promise<void> {
  const mark = String(Math.random());
  await page.evaluate((value) => document.body.setAttribute("data-mark", value), mark);
  await act();
  expect(await page.evaluate(() => document.body.getAttribute("data-mark")), "the same document").toBe(mark);
}

/** The page's own script is there once the sheet of keys opens. */
async function alive(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 200 });
  }).toPass();
  await page.getByRole("button", { name: "Close" }).click();
}

test("places, searches and filters keep the frame and mark where the reader is", async ({ browser }) => {
  const page = await signIn(browser, "teller");
  await page.goto("/accounts");
  await alive(page);
  const rail = page.getByRole("navigation", { name: "Places" });
  const here = rail.locator("[aria-current=page]");
  await expect(here).toHaveText("Accounts");
  await keepsFrame(page, async () => {
    await rail.getByRole("link", { name: "Customers" }).click();
    await expect(page).toHaveURL(/\/customers$/);
    await expect(here).toHaveText("Customers");
  });
  await keepsFrame(page, async () => {
    await page.getByRole("main").getByLabel("State").selectOption("active");
    await page.getByRole("main").getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/\/customers\?.*status=active/);
  });
  const find = page.getByLabel("Find", { exact: true });
  await keepsFrame(page, async () => {
    await find.fill("Brandt");
    await find.press("Enter");
    await expect(page).toHaveURL(/\/find\?q=Brandt$/);
  });
  await expect(find).toHaveValue("Brandt");
  await expect(here, "found things lie in no place of the rail").toHaveCount(0);
});

test("the IBAN is copied by its button, which says so; older rows begin at the first", async ({ browser }) => {
  const page = await signIn(browser, "teller");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const account = await accountOf(page, "Amina Okafor");
  await page.goto(account);
  await alive(page);
  const copy = page.getByRole("button", { name: /IBAN/ });
  const [mark, tick] = [copy.locator("svg").nth(0), copy.locator("svg").nth(1)];
  await expect(mark).toBeVisible();
  await expect(tick, "nothing is copied yet").toBeHidden();
  await copy.click();
  await expect(copy).toHaveText(/Copied/);
  await expect(tick).toBeVisible();
  await expect(mark).toBeHidden();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^AT\d{18}$/);
  await keepsFrame(page, async () => {
    await page.getByRole("link", { name: "Show 25 older" }).click();
    await expect(page).toHaveURL(/older=/);
    await expect(page.locator("#rows tbody tr").nth(0)).toBeFocused();
  });
});

test("in self-service the place at hand is marked, of the overview only itself", async ({ browser }) => {
  const page = await signIn(browser, "amina", { phone: true });
  await page.goto("/my");
  const here = page.getByRole("navigation", { name: "Places" }).locator("[aria-current=page]");
  await expect(here).toHaveText("Overview");
  await page.goto("/my/beneficiaries");
  await expect(here, "beneficiaries belong to payments").toHaveText("Payments");
  await page.goto("/my/settings/nowhere");
  await expect(here).toHaveCount(0);
});
