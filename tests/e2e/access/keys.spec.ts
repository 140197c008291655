import { expect, test } from "@playwright/test";
import { accountOf } from "../support/counter";
import { passesAxe } from "../support/looks";
import { signIn } from "../support/people";

test("single letters act on a page and are text in a field", { tag: "@acceptance-7" }, async ({ browser }) => {
  const page = await signIn(browser, "teller");
  const account = await accountOf(page, "Jonas Brandt");
  await page.goto(account);
  const find = page.getByLabel("Find", { exact: true });
  await expect(async () => {
    await page.keyboard.press("F2");
    await expect(find).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.type("dwt");
  await expect(page).toHaveURL(new RegExp(`${account}$`));
  await expect(find).toHaveValue("dwt");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/\/deposit$/);
});

test("the arrows go from row to row of a list, and Enter opens the one they stand on", async ({ browser }) => {
  const teller = await signIn(browser, "teller2");
  await teller.goto("/accounts");
  const links = teller.getByRole("main").getByRole("table").locator("tbody th a");
  const [first, second] = [links.nth(0), links.nth(1)];
  const href = (await second.getAttribute("href")) ?? "";
  await first.focus();
  await expect(async () => {
    await first.focus();
    await teller.keyboard.press("ArrowDown");
    await expect(second).toBeFocused({ timeout: 200 });
  }).toPass();
  await teller.keyboard.press("ArrowUp");
  await expect(first).toBeFocused();
  await teller.keyboard.press("ArrowUp");
  await expect(first, "before the first there is none").toBeFocused();
  await teller.keyboard.press("ArrowDown");
  await teller.keyboard.press("Enter");
  await expect(teller).toHaveURL(new RegExp(`${href}$`));
  await teller.context().close();
});

test("the arrows through a statement tell at the foot what each movement is, and Escape puts it away only", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/accounts?q=Amina+Okafor&kind=current");
  await officer.getByRole("main").getByRole("table").locator("tbody th a").nth(0).click();
  await officer.waitForURL(/\/accounts\/[0-9a-f-]{36}$/);
  const page = officer.url();
  const links = officer.locator("#rows tbody a.ref");
  const facts = officer.getByRole("region", { name: "The chosen movement" });
  await expect(async () => {
    await links.nth(0).focus();
    await officer.keyboard.press("ArrowDown");
    await expect(facts).toBeVisible({ timeout: 500 });
  }).toPass();
  const reference = await links.nth(1).innerText();
  await expect(facts).toContainText(reference);
  await expect(facts).toContainText(/Name\s*Amina Okafor.*Balance after/s);
  await expect(links.nth(1)).toBeInViewport();
  for (const theme of ["light", "dark"] as const) {
    await officer.locator("html").evaluate((html, value) => html.setAttribute("data-theme", value), theme);
    await passesAxe(officer, theme);
  }
  await officer.keyboard.press("Escape");
  await expect(facts).toBeHidden();
  expect(officer.url(), "the customer is still served").toBe(page);
  await expect(links.nth(1)).toBeFocused();
  await officer.keyboard.press("ArrowDown");
  await expect(facts).toContainText(await links.nth(2).innerText());
  await officer.keyboard.press("Enter");
  await expect(officer).toHaveURL(/\/receipts\//);
  await expect(facts).toBeHidden();
  await officer.context().close();
});

test("what a customer’s page offers first is what the role comes for", async ({ browser }) => {
  for (const [who, act] of [
    ["teller2", "Deposit"],
    ["service", "Open account"],
    ["loans", "New loan"],
  ] as const) {
    const page = await signIn(browser, who);
    await page.goto("/customers?q=Amina+Okafor");
    await page.getByRole("table").getByRole("link", { name: "Amina Okafor", exact: true }).click();
    await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
    const first = page.locator("main header").getByRole("link").and(page.locator("[aria-keyshortcuts]")).nth(0);
    await expect(first, who).toHaveText(new RegExp(`^${act}`));
    await expect(first, who).toHaveClass(/button-primary/);
    await page.context().close();
  }
});

test("letters switched off in the sheet of keys do nothing", { tag: "@acceptance-7" }, async ({ browser }) => {
  const page = await signIn(browser, "teller");
  const account = await accountOf(page, "Jonas Brandt");
  await page.goto(account);
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 200 });
  }).toPass();
  await page.getByLabel("Single letters are shortcuts").uncheck();
  await page.getByRole("button", { name: "Close" }).click();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/(deposit|withdraw)\b/.test(request.url())) asked.push(request.url());
  });
  await page.keyboard.press("d");
  await page.keyboard.press("w");
  // Switched on again the same letter leads on: so much later that what it had asked for before would be seen.
  await page.getByRole("button", { name: /^Keys/ }).click();
  await page.getByLabel("Single letters are shortcuts").check();
  await page.getByRole("button", { name: "Close" }).click();
  expect(asked, "pages that letters asked for").toEqual([]);
  await expect(page).toHaveURL(new RegExp(`${account}$`));
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/\/deposit$/);
  expect(asked).not.toEqual([]);
});

test("keys that a browser keeps for itself are left to it", { tag: "@acceptance-8" }, async ({ browser }) => {
  const page = await signIn(browser, "teller");
  const prevented = await page.evaluate(() => {
    const keys: KeyboardEventInit[] = [
      { key: "r", ctrlKey: true },
      { key: "f", ctrlKey: true },
      { key: "l", ctrlKey: true },
      // The bank's own, which it does keep: what is left alone is left although somebody listens.
      { key: "F2" },
      ...["F1", "F3", "F5", "F6", "F11", "F12"].map((key) => ({ key })),
    ];
    return keys
      .filter(
        (key) =>
          !document.body.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true })),
      )
      .map(({ key }) => key);
  });
  expect(prevented).toEqual(["F2"]);
});

test("Alt+Shift+P blurs the amounts, on the pages that follow too, until it is pressed again; paper shows them", async ({
  browser,
}) => {
  const page = await signIn(browser, "teller");
  const account = await accountOf(page, "Jonas Brandt");
  await page.goto(account);
  const blur = () =>
    page
      .getByRole("main")
      .locator("data")
      .first()
      .evaluate((amount) => getComputedStyle(amount).filter);
  expect(await blur()).toBe("none");
  // The page's own script is there once the sheet opens.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 200 });
  }).toPass();
  await page.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("Alt+Shift+P");
  expect(await blur()).toMatch(/^blur\(/);
  await page.goto(account);
  expect(await blur()).toMatch(/^blur\(/);
  await page.emulateMedia({ media: "print" });
  expect(await blur()).toBe("none");
  await page.emulateMedia({ media: null });
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 200 });
  }).toPass();
  await expect(page.getByLabel("Blur money on the screen")).toBeChecked();
  await page.getByLabel("Blur money on the screen").uncheck();
  await page.getByRole("button", { name: "Close" }).click();
  expect(await blur()).toBe("none");
});

test("self-service blurs money by a box under Security, and never what is no money", async ({ browser }) => {
  const page = await signIn(browser, "amina", { phone: true });
  await page.goto("/my/security");
  const box = page.getByLabel("Blur money on the screen");
  await box.check();
  await page.goto("/my");
  const blurOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => getComputedStyle(one).filter);
  expect(await blurOf("main data")).toMatch(/^blur\(/);
  expect(await blurOf("h1")).toBe("none");
  await page.goto("/my/security");
  await expect(box).toBeChecked();
  await box.uncheck();
  await page.goto("/my");
  expect(await blurOf("main data")).toBe("none");
});

test("self-service has no single-letter keys", async ({ browser }) => {
  const page = await signIn(browser, "amina", { phone: true });
  for (const letter of "dwtsln?") await page.keyboard.press(letter);
  await expect(page).toHaveURL(/\/my$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
