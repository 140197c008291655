import { expect, type Locator, type Page } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { inTheme, passesAxe } from "../support/looks";

const field = (page: Page): Locator => page.getByLabel("Find", { exact: true });
const options = (page: Page): Locator => page.locator('a[role="option"]');

/** Goes to the search by its key and types; the list that comes with the field is there. */
async function find(page: Page, typed: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("F2");
    await expect(page.getByRole("combobox", { name: "Find" })).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.type(typed);
}

test("a name is found while it is typed, and only an arrow chooses it", {
  tag: ["@acceptance-5", "@acceptance-6"],
}, async ({ teller: page }) => {
  await page.goto("/movements");
  await find(page, "okafor am");
  await expect(options(page).filter({ hasText: "Amina Okafor" })).toBeVisible();
  await expect(page.getByRole("search").getByRole("status")).toContainText(/result/);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).not.toHaveAttribute("aria-activedescendant");
  for (const theme of ["light", "dark"] as const) {
    await page.locator("html").evaluate((html, value) => html.setAttribute("data-theme", value), theme);
    await passesAxe(page, theme);
  }

  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/find\?q=okafor/);

  await find(page, "okafor am");
  await expect(options(page).filter({ hasText: "Amina Okafor" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator('a[role="option"][aria-selected="true"]');
  await expect(field(page)).toHaveAttribute("aria-activedescendant", (await chosen.getAttribute("id")) ?? "none");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Amina Okafor");
  await expect(options(page)).toHaveCount(0);
});

test("a customer comes first by name, by any identifier, and however it is typed", { tag: "@acceptance-4" }, async ({
  teller: page,
}) => {
  const account = await accountOf(page, "Siobhán O’Brien");
  await page.goto(account);
  const iban = (await page.getByRole("main").innerText()).match(/AT\d{2}(?:\s\d{4}){4}/)?.[0] ?? "";
  await page.goto("/find?q=siobhan");
  await page.getByRole("main").getByRole("link", { name: "Siobhán O’Brien", exact: true }).first().click();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  const phone = (await page.getByRole("main").innerText()).match(/\+43[\s\d]{8,}/)?.[0].replace(/\s/g, "") ?? "";
  // The demo bank numbers phones and documents alike.
  const place = (Number.parseInt(phone.slice(6), 10) - 1_200_000) / 7_919;
  const typed = [
    "Siobhán O’Brien",
    "O’Brien Siobhán",
    "obrien siobhan",
    "siobhan o'brien",
    `IE${4_400_000 + place * 10_007}`,
    phone.replace(/^(\+43)(\d{3})(\d{3})/, "$1 $2 $3 "),
    `0${phone.slice(3, 6)} ${phone.slice(6)}`,
    iban.replace(/\s/g, "").slice(-11),
    iban.replace(/\s/g, " "),
  ];
  for (const one of typed) {
    await page.goto("/movements");
    await find(page, one);
    await expect(options(page).first(), one).toContainText("Siobhán O’Brien");
  }
});

test("a slip is forgiven, nobody is invented, and Escape keeps what was typed", async ({ teller: page }) => {
  await page.goto("/movements");
  await find(page, "okfor");
  await expect(options(page).filter({ hasText: "Amina Okafor" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(options(page)).toHaveCount(0);
  await expect(field(page)).toHaveValue("okfor");
  await field(page).fill("qqzzxx");
  await expect(page.getByRole("search").getByRole("status")).toHaveText(
    "Nothing found for 'qqzzxx'. Check the spelling.",
  );
});

test("a whole account number opens by Enter alone", { tag: "@acceptance-5" }, async ({ teller: page }) => {
  const account = await accountOf(page, "Amina Okafor");
  await page.goto(account);
  const iban = (await page.getByRole("main").innerText()).match(/AT\d{2}(?:\s\d{4}){4}/)?.[0] ?? "";
  await page.goto("/movements");
  await find(page, iban.replace(/\s/g, ""));
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${account}$`));
});

test("a typed line fills in a form and posts nothing", async ({ teller: page }) => {
  const account = await accountOf(page, "Samuel Mensah");
  const booked = await bookedOn(page, account);
  await page.goto("/movements");
  const palette = page.getByRole("dialog", { name: "Command" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 300 });
  }).toPass();
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("1401 250 mensah");
  await expect(options(page).filter({ hasText: "Deposit 250: Samuel Mensah" }).first()).toBeVisible();
  await inTheme(page, "light");
  await passesAxe(page, (await page.locator("html").getAttribute("data-theme")) ?? "");
  const offered = await options(page).evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  for (let at = 0; at <= offered.indexOf(`${account}/deposit?amount=250`); at += 1)
    await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${account}/deposit\\?amount=250$`));
  await expect(page.getByLabel("Amount in euro")).toHaveValue("250");
  await expect(palette).toBeHidden();
  expect(await bookedOn(page, account)).toBe(booked);
});

test("the palette goes to pages by a word and gives the keyboard back", async ({ teller: page }) => {
  await page.goto("/movements");
  const button = page.getByRole("button", { name: /^Commands/ });
  const palette = page.getByRole("dialog", { name: "Command" });
  await expect(async () => {
    await button.click();
    await expect(palette).toBeVisible({ timeout: 300 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(button).toBeFocused();
  await button.press("Enter");
  await page.keyboard.type("accou");
  await expect(options(page).filter({ hasText: "Accounts" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/accounts$/);
});

test("without scripts the same line works by a plain form", async ({ browser, counter, teller }) => {
  const account = await accountOf(teller, "Samuel Mensah");
  const storageState = await counter.context().storageState();
  const page = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
  await page.goto("/movements");
  await field(page).fill("dep 30 samuel mensah");
  await field(page).press("Enter");
  await expect(page).toHaveURL(/\/find\?q=dep/);
  await page.locator(`a[href="${account}/deposit?amount=30"]`).click();
  await expect(page.getByLabel("Amount in euro")).toHaveValue("30");
  await page.context().close();
});
