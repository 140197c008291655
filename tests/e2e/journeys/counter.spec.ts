import { expect, type Page } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { Counting } from "../support/counting";
import { minorOf, signIn } from "../support/people";

/** The digits of an account's number as a teller types them. */
async function numberOf(teller: Page, account: string): Promise<string> {
  await teller.goto(account);
  return ((await teller.getByRole("main").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "").replaceAll(" ", "");
}

async function atDesk(teller: Page): Promise<Counting> {
  await teller.goto("/desk");
  await expect(teller.getByRole("combobox", { name: "Find" }), "the search has the focus").toBeFocused();
  return new Counting(teller);
}

/** What stands booked, as the open form says it beside what it would change. */
async function bookedOnSame(teller: Page): Promise<bigint> {
  const line = teller.locator("dt", { hasText: /, booked$/ }).locator("xpath=following-sibling::dd[1]/span[1]");
  return minorOf(await line.innerText());
}

/** The page's own keys answer only once its script runs. */
const ready = (teller: Page) => expect(teller.getByRole("link", { name: "Deposit" })).toBeVisible();

test("a deposit from home by account number takes at most 6 interactions, and one count a kind of note", {
  tag: "@acceptance-2",
}, async ({ teller }) => {
  const account = await accountOf(teller, "Patrick Schwarz");
  const number = await numberOf(teller, account);
  const before = await bookedOn(teller, account);
  const hand = await atDesk(teller);
  await hand.type(number);
  await hand.press("Enter");
  await teller.waitForURL(/\/accounts\//);
  await ready(teller);
  await hand.press("d");
  await expect(teller.getByLabel("Amount in euro")).toBeFocused();
  await hand.type("250");
  await hand.note("100", "2");
  await expect(teller.getByText("Counted 200.00 — 50.00 short")).toBeVisible();
  await hand.note("50", "1");
  await expect(teller.getByText("Counted 250.00 — matches")).toBeVisible();
  await hand.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  hand.told("deposit by account number");
  expect(hand.interactions).toBeLessThanOrEqual(6);
  expect(hand.counts).toBe(2);
  expect(await bookedOn(teller, account)).toBe(before + 250_00n);
});

test("a withdrawal from home takes at most 7: the notes to give are suggested from the till", async ({ teller }) => {
  const account = await accountOf(teller, "Patrick Schwarz");
  const number = await numberOf(teller, account);
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill("120.00");
  await teller.getByLabel("20", { exact: true }).fill("6");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const before = await bookedOn(teller, account);
  const hand = await atDesk(teller);
  await hand.type(number);
  await hand.press("Enter");
  await teller.waitForURL(/\/accounts\//);
  await ready(teller);
  await hand.press("w");
  await expect(teller.getByLabel("Amount in euro")).toBeFocused();
  await hand.type("120");
  await expect(teller.getByText("Counted 120.00 — matches"), "the notes are suggested").toBeVisible();
  await hand.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  hand.told("withdrawal by account number");
  expect(hand.interactions).toBeLessThanOrEqual(7);
  expect(hand.counts, "nothing had to be counted").toBe(0);
  expect(await bookedOn(teller, account)).toBe(before - 120_00n);
});

test("a deposit from home by name takes at most 7: a typed line fills the form in, and posts nothing", {
  tag: "@acceptance-2",
}, async ({ teller }) => {
  const account = await accountOf(teller, "Patrick Schwarz");
  const before = await bookedOn(teller, account);
  const hand = await atDesk(teller);
  await hand.type("dep 70 patrick schwarz");
  await expect(teller.getByRole("option").first()).toBeVisible();
  await hand.press("ArrowDown");
  await hand.press("Enter");
  await teller.waitForURL(/\/deposit\?amount=70/);
  await expect(teller.getByLabel("Amount in euro")).toHaveValue("70");
  expect(await bookedOnSame(teller), "nothing is posted yet").toBe(before);
  await hand.note("50", "1");
  await hand.note("20", "1");
  await hand.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  hand.told("deposit by name");
  expect(hand.interactions).toBeLessThanOrEqual(7);
  expect(await bookedOn(teller, account)).toBe(before + 70_00n);
});

test("wrong counts are told in a sentence and stay as they were typed", async ({ teller }) => {
  const account = await accountOf(teller, "Patrick Schwarz");
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill("250.00");
  await teller.getByLabel("100", { exact: true }).fill("2");
  await teller.getByLabel("20", { exact: true }).fill("1");
  await teller.getByLabel("10", { exact: true }).fill("1");
  await expect(teller.getByText("Counted 230.00 — 20.00 short")).toBeVisible();
  await teller.keyboard.press("F9");
  const sentence = "Notes counted come to €230.00, but the amount is €250.00.";
  await expect(teller.getByRole("alert").getByRole("link", { name: sentence })).toBeVisible();
  await expect(teller.getByLabel("100", { exact: true })).toHaveValue("2");
  await expect(teller.getByLabel("10", { exact: true })).toHaveValue("1");
  await expect(teller.getByText("Counted 230.00 — 20.00 short")).toBeVisible();
});

test("the suggested notes follow the amount until the teller chooses others", async ({ teller }) => {
  const account = await accountOf(teller, "Patrick Schwarz");
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill("90.00");
  await teller.getByLabel("50", { exact: true }).fill("1");
  await teller.getByLabel("20", { exact: true }).fill("2");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await teller.goto(`${account}/withdraw`);
  const amount = teller.getByLabel("Amount in euro");
  await amount.fill("50.00");
  await expect(teller.getByText("Counted 50.00 — matches")).toBeVisible();
  await amount.fill("40.00");
  await expect(teller.getByText("Counted 40.00 — matches")).toBeVisible();
  await teller.getByLabel("20", { exact: true }).fill("1");
  await expect(teller.getByText("Counted 20.00 — 20.00 short")).toBeVisible();
  await teller.getByRole("button", { name: "Suggest the notes again" }).click();
  await expect(teller.getByText("Counted 40.00 — matches")).toBeVisible();
  await teller.getByLabel("500", { exact: true }).fill("9");
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("alert").filter({ hasText: "Not done yet" })).toBeVisible();
  await expect(teller.getByLabel("500", { exact: true })).toHaveValue("9");
});

test("an owner whose papers have run out is paid nothing, and the page says who can help; paying in is no matter of papers", async ({
  browser,
}) => {
  const teller = await signIn(browser, "teller.oldtown");
  const account = await accountOf(teller, "Josef Huber");
  for (const act of ["withdraw", "transfer"]) {
    await teller.goto(`${account}/${act}`);
    await expect(teller.getByRole("main")).toContainText("A service officer at the branch can renew them.");
    await expect(teller.getByLabel("Amount in euro")).toHaveCount(0);
  }
  await teller.goto(`${account}/deposit`);
  await expect(teller.getByRole("main")).not.toContainText("papers");
  await teller.goto(`${account}/withdraw`);
  await teller.getByRole("link", { name: "Who can help" }).click();
  await expect(teller.getByRole("main")).toContainText("service officer");
  await teller.context().close();
});

test("whoever is faster than the page's script loses no key and nothing typed", async ({ teller }) => {
  const account = await accountOf(teller, "Patrick Schwarz");
  const before = await bookedOn(teller, account);
  const number = ((await teller.getByRole("main").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "").replaceAll(
    " ",
    "",
  );
  let arrive = () => {};
  let line = Promise.resolve();
  const slow = () => {
    line = new Promise((resolve) => {
      arrive = resolve;
    });
  };
  await teller.route("**/_next/static/**/*.js", async (route) => {
    await line;
    await route.continue();
  });

  slow();
  await teller.goto("/customers", { waitUntil: "commit" });
  await expect(teller.getByRole("heading", { level: 1 })).toBeVisible();
  await teller.keyboard.press("F2");
  await teller.keyboard.type(number);
  await teller.keyboard.press("Enter");
  await teller.waitForURL(/\/accounts\/[0-9a-f-]{36}$/, { waitUntil: "commit" });
  await expect(teller.getByRole("link", { name: "Deposit" })).toBeVisible();
  await teller.keyboard.press("d");
  arrive();
  await teller.waitForURL(/\/deposit$/);

  slow();
  await teller.goto(`${account}/deposit`, { waitUntil: "commit" });
  const amount = teller.getByLabel("Amount in euro");
  await expect(amount).toBeVisible();
  await amount.focus();
  await teller.keyboard.type("70");
  await teller.getByLabel("50", { exact: true }).first().focus();
  await teller.keyboard.type("1");
  await teller.getByLabel("20", { exact: true }).first().focus();
  await teller.keyboard.type("1");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/deposit$/);
  arrive();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(teller, account)).toBe(before + 70_00n);
});
