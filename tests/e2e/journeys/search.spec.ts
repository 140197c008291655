import { expect, type Locator, type Page } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { inTheme, passesAxe } from "../support/looks";
import { signIn } from "../support/people";

const field = (page: Page): Locator => page.getByLabel("Find", { exact: true });
const options = (page: Page): Locator => page.locator('a[role="option"]');

const chosenOf = (page: Page) => page.locator('a[role="option"][aria-selected="true"]').getAttribute("href");

async function ibanOn(page: Page, account: string): Promise<string> {
  await page.goto(account);
  return (await page.getByRole("main").innerText()).match(/AT\d{2}(?:\s\d{4}){4}/)?.[0] ?? "";
}

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

test("the arrows go through the list with the facts of each beside it, and Escape keeps what was typed", async ({
  teller: page,
}) => {
  const account = await accountOf(page, "Amina Okafor");
  await page.goto("/movements");
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/find/facts/")) asked.push(pathname);
  });
  const facts = page.getByRole("region", { name: "The chosen result" });
  await find(page, "okafor");
  await expect(options(page).filter({ hasText: "Amina Okafor" })).toBeVisible();
  const main = page.getByRole("main");
  const before = await main.boundingBox();
  await expect(facts).toBeHidden();
  expect(asked, "nothing is asked of anybody who is not chosen").toEqual([]);

  const all = await options(page).evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  await page.keyboard.press("ArrowUp");
  expect(await chosenOf(page), "up from the field is the last").toBe(all.at(-1));
  await page.keyboard.press("ArrowDown");
  expect(await chosenOf(page), "and down from there the first").toBe(all[0]);
  const amina = options(page).filter({ hasText: "Amina Okafor" });
  const at = all.indexOf((await amina.getAttribute("href")) ?? "");
  for (let step = 0; step < at; step += 1) await page.keyboard.press("ArrowDown");
  await expect(facts).toContainText(/14 Mar 1988 · .+ ··\d{4} until/);
  await expect(facts.getByText("Phone", { exact: true })).toBeVisible();
  await expect(facts).toContainText(/Available.*€[\d,]+\.\d\d/s);
  await expect(amina).toHaveAttribute("aria-details", (await facts.getAttribute("id")) ?? "none");
  await expect(field(page)).toBeFocused();
  expect(await main.boundingBox(), "nothing moves for it").toEqual(before);
  for (const theme of ["light", "dark"] as const) {
    await page.locator("html").evaluate((html, value) => html.setAttribute("data-theme", value), theme);
    await passesAxe(page, theme);
  }

  await page.keyboard.press("Escape");
  await expect(facts).toBeHidden();
  await expect(options(page)).toHaveCount(0);
  await expect(field(page)).toHaveValue("okafor");
  await expect(field(page)).not.toHaveAttribute("aria-activedescendant");

  const iban = await ibanOn(page, account);
  await page.goto("/movements");
  await find(page, iban);
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(facts).toContainText(/Owner.*Amina Okafor.*Identity.*14 Mar 1988.*Booked.*Available/s);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${account}$`));
  await expect(facts).toHaveCount(0);
});

test("on a phone the list is touched, and no panel is asked for", async ({ browser, counter }) => {
  const storageState = await counter.context().storageState();
  const phone = await browser.newContext({ storageState, hasTouch: true, viewport: { width: 375, height: 812 } });
  const page = await phone.newPage();
  await page.goto("/movements");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/find/facts/")) asked.push(request.url());
  });
  await expect(async () => {
    await field(page).tap();
    await expect(page.getByRole("combobox", { name: "Find" })).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.type("okafor am");
  const amina = options(page).filter({ hasText: "Amina Okafor" });
  await expect(amina).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("region", { name: "The chosen result" })).toBeHidden();
  await amina.tap();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/);
  expect(asked).toEqual([]);
  await phone.close();
});

test("a mistyped IBAN is told from one of another bank", async ({ teller: page }) => {
  await page.goto("/movements");
  const status = page.getByRole("search").getByRole("status");
  await find(page, "DE89 3704 0044 0532 0130 01");
  await expect(status).toHaveText(/^The check digits of this IBAN do not fit\./);
  await field(page).fill("DE89 3704 0044 0532 0130 00");
  await expect(status).toHaveText("No account of this bank has this IBAN.");
  await field(page).fill("14 Mar 1988");
  await expect(status).toHaveText(/^Date of birth: \d result/);
});

test("a customer comes first by name, by any identifier, and however it is typed", { tag: "@acceptance-4" }, async ({
  teller: page,
}) => {
  const account = await accountOf(page, "Siobhán O’Brien");
  const iban = await ibanOn(page, account);
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
    "Nothing found for “qqzzxx”. Check the spelling.",
  );
  for (const [list, found] of [
    ["find", "Found for “qqzzxx”"],
    ["customers", "No customer found for “qqzzxx”"],
    ["accounts", "No account found for “qqzzxx”"],
  ]) {
    await page.goto(`/${list}?q=qqzzxx`);
    await expect(page.getByRole("main")).toContainText(found as string);
    await expect(page.getByRole("main")).not.toContainText("'qqzzxx'");
  }
});

test("an officer who finds nobody starts a new customer with the name that was typed", async ({ browser }) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/movements");
  await find(officer, "Qqzza Xxylo");
  const start = options(officer).filter({ hasText: "Start a new customer" });
  await expect(start).toBeVisible();
  await expect(officer.getByRole("search").getByRole("status")).toHaveText(
    "Nothing found for “Qqzza Xxylo”. Check the spelling or start a new customer.",
  );
  await officer.keyboard.press("ArrowDown");
  await officer.keyboard.press("Enter");
  await expect(officer.getByLabel("Full name")).toHaveValue("Qqzza Xxylo");
  await officer.context().close();
});

test("a whole account number opens by Enter alone", { tag: "@acceptance-5" }, async ({ teller: page }) => {
  const account = await accountOf(page, "Amina Okafor");
  const iban = await ibanOn(page, account);
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
