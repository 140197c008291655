import { expect } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { signIn } from "../support/people";
import { payIn } from "../support/tills";

const OWNER = "Hannah Weiss";

test("a withdrawal tells its fee before it is posted, takes it, and prints it", async ({ teller }) => {
  const account = await accountOf(teller, OWNER, "Basic");
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "100.00");
  await teller.getByRole("button", { name: /^Deposit €100\.00/ }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await teller.goto(`${account}/withdraw`);
  await payIn(teller, "40.00");
  const panel = teller.getByRole("region", { name: "What this changes" });
  // 1.00 and half a percent of 40.00 are less than the least.
  await expect(panel).toContainText(/Fee\s*1\.50/);
  await teller.getByRole("button", { name: /^Pay €40\.00/ }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const paid = new URL(teller.url()).pathname.replace("/receipts/", "");
  await expect(teller.getByRole("article", { name: `Receipt ${paid}` })).toContainText(/Fee\s*€1\.50/);
  expect(await bookedOn(teller, account)).toBe(before + 10_000n - 4_000n - 150n);
  await expect(teller.getByRole("row", { name: new RegExp(`Fee for cash withdrawal.*${paid}.*1\\.50`) })).toBeVisible();
});

test("money that is there, but not with the fee, is refused with a sentence that says so", async ({ teller }) => {
  const account = await accountOf(teller, OWNER, "Basic");
  const minor = await bookedOn(teller, account);
  const all = `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
  await teller.goto(`${account}/withdraw`);
  await payIn(teller, all);
  await expect(teller.getByRole("region", { name: "What this changes" })).toContainText(/! [\d.]+ short/);
  await teller.getByRole("button", { name: /^Pay €/ }).click();
  await expect(
    teller.getByRole("alert").getByRole("link", { name: /With the fee of €[\d.]+ this is €[\d.]+ short/ }),
  ).toBeVisible();
});

test("a fee is waived with a reason, and above the teller's limit only by two", async ({ teller, browser }) => {
  const account = await accountOf(teller, OWNER, "Basic");
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "1000.00");
  await teller.getByRole("button", { name: /^Deposit €1,000\.00/ }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/withdraw`);
  await payIn(teller, "40.00");
  await teller.getByLabel("Waive the fee because").fill("Cash machine out of order");
  await expect(teller.getByRole("region", { name: "What this changes" })).toContainText("1.50, waived");
  await teller.getByRole("button", { name: /^Pay €40\.00/ }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("main")).toContainText("€1.50, waived");
  expect(await bookedOn(teller, account)).toBe(before - 4_000n);

  await teller.goto(`${account}/withdraw`);
  await payIn(teller, "900.00");
  await teller.getByLabel("Waive the fee because").fill("Long-standing customer");
  await teller.getByRole("button", { name: /^Pay €900\.00/ }).click();
  await expect(teller).toHaveURL(/\/approvals\/[0-9a-f-]{36}/);
  await expect(teller.getByRole("main")).toContainText("Long-standing customer");
  const manager = await signIn(browser, "manager");
  await manager.goto(new URL(teller.url()).pathname);
  await expect(manager.getByRole("main")).toContainText("€5.50");
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Released", { exact: true })).toBeVisible();
  const request = teller.url();
  expect(await bookedOn(teller, account), "cash is paid by the teller, not by the agreement").toBe(before - 4_000n);
  await teller.goto(request);
  await teller.getByRole("button", { name: "Pay €900.00" }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("main")).toContainText("€5.50, waived");
  expect(await bookedOn(teller, account)).toBe(before - 94_000n);
});
