import { randomInt } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { minorOf, signIn } from "../support/people";

const OWNER = "Clara Schneider";

async function availableOn(page: Page, account: string): Promise<bigint> {
  await page.goto(account);
  const available = page.locator("dt", { hasText: /^Available,/ }).locator("xpath=following-sibling::dd");
  return minorOf(await available.innerText());
}

/** Takes a cheque at the counter and answers its number. */
async function payIn(teller: Page, account: string, amount: string): Promise<string> {
  const number = String(randomInt(10 ** 9, 10 ** 10));
  await teller.goto(`${account}/cheque`);
  await teller.getByLabel("Amount in euro").fill(amount);
  await teller.getByLabel("Drawn on bank").fill("Danube Savings Bank");
  await teller.getByLabel("Cheque number").fill(number);
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CHQ-/);
  return number;
}

test("a cheque is credited and held, and spent once operations has cleared it", async ({ teller, browser }) => {
  const account = await accountOf(teller, OWNER);
  const [booked, available] = [await bookedOn(teller, account), await availableOn(teller, account)];
  await teller.goto(`${account}/cheque`);
  await teller.getByLabel("Amount in euro").fill("210.00");
  const panel = teller.getByRole("region", { name: "What this changes" });
  await expect(panel).toContainText("Held until the cheque is cleared");
  const number = await payIn(teller, account, "210.00");
  await expect(teller.getByRole("article", { name: /^Receipt/ })).toContainText("Held until it is cleared");
  expect(await bookedOn(teller, account)).toBe(booked + 21_000n);
  expect(await availableOn(teller, account)).toBe(available);

  await teller.goto(`${account}/cheque`);
  await teller.getByLabel("Amount in euro").fill("210.00");
  await teller.getByLabel("Drawn on bank").fill("danube savings bank");
  await teller.getByLabel("Cheque number").fill(number);
  await teller.keyboard.press("F9");
  const known = "A cheque of this bank with this number was paid in already. Look under Cheques.";
  await expect(teller.getByRole("alert").getByRole("link", { name: known })).toBeVisible();

  const operations = await signIn(browser, "operations");
  await operations.goto("/payments/cheques");
  await operations.getByRole("link", { name: new RegExp(number) }).click();
  await operations.getByRole("button", { name: "Clear €210.00" }).click();
  await expect(operations.locator("main header").getByText("Cleared", { exact: true })).toBeVisible();
  expect(await availableOn(teller, account)).toBe(available + 21_000n);
});

test("a cheque that comes back is taken from the account with its reason", async ({ teller, browser }) => {
  const account = await accountOf(teller, OWNER);
  const booked = await bookedOn(teller, account);
  const number = await payIn(teller, account, "99.00");
  const operations = await signIn(browser, "operations");
  await operations.goto("/payments/cheques");
  await operations.getByRole("link", { name: new RegExp(number) }).click();
  await operations.getByRole("button", { name: "Take back €99.00" }).click();
  await expect(operations.getByRole("alert").getByRole("link")).toBeVisible();
  await operations.getByLabel("Reason").selectOption("Not enough on the drawer's account");
  await operations.getByRole("button", { name: "Take back €99.00" }).click();
  await expect(operations.locator("main header").getByText("Returned unpaid", { exact: true })).toBeVisible();
  await expect(operations.getByText("Not enough on the drawer's account")).toBeVisible();
  expect(await bookedOn(teller, account)).toBe(booked);
  await expect(teller.getByRole("row", { name: new RegExp(`Cheque returned unpaid.*${number}`) })).toBeVisible();
});
