import { expect, type Page } from "@playwright/test";
import { demoSecretOf } from "../../../scripts/seed/people.mjs";
import { freshCode, passwordOf } from "../../support/demo-session";
import { accountOf, bookedOn, test } from "../support/counter";
import { withKeyOf } from "../support/devices";
import { signIn } from "../support/people";
import { payIn } from "../support/tills";

let account = "";

test.beforeEach(async ({ teller }) => {
  account ||= await accountOf(teller, "Patrick Schwarz");
  // Below the policy for deposits: it fills account and till.
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "6000.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
});

/** Asks for a withdrawal above the policy and answers where the request lies. */
async function askFor(teller: Page, note: string): Promise<string> {
  await teller.goto(`${account}/withdraw`);
  await payIn(teller, "5000.00");
  await teller.getByLabel("Document you saw").selectOption({ index: 1 });
  await teller.getByLabel(/^Note/).fill(note);
  await expect(teller.getByText("From €5,000.00 a branch manager must agree.")).toBeVisible();
  await teller.getByRole("button", { name: "Send €5,000.00 for approval" }).click();
  await teller.waitForURL(/\/approvals\/[0-9a-f-]{36}$/);
  await expect(teller.getByText("Waiting for a second person")).toBeVisible();
  await expect(teller.getByText(note)).toBeVisible();
  return teller.url();
}

test("a large withdrawal waits for the branch manager, is released, and is paid with one press", async ({
  teller,
  browser,
}) => {
  const before = await bookedOn(teller, account);
  const request = await askFor(teller, "For the boat");
  await expect(teller.getByRole("button", { name: "Approve" })).toHaveCount(0);
  expect(await bookedOn(teller, account), "nothing moved").toBe(before);

  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  await manager.getByRole("link", { name: /Pay a cash withdrawal[\s\S]*Patrick Schwarz/ }).click();
  await expect(manager.getByText("Available after")).toBeVisible();
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Released", { exact: true })).toBeVisible();

  await teller.goto("/desk");
  await teller.getByRole("link", { name: "Pay a cash withdrawal" }).first().click();
  await expect(teller).toHaveURL(request);
  await teller.getByRole("button", { name: "Pay €5,000.00" }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("article", { name: /^Receipt/ })).toContainText("5,000.00");
  expect(await bookedOn(teller, account)).toBe(before - 500_000n);
});

test("a manager who stands beside agrees with name, password and code, and the teller stays signed in", async ({
  teller,
}) => {
  const before = await bookedOn(teller, account);
  await askFor(teller, "For the car");
  await teller.getByText("A branch manager is here").click();
  await teller.getByLabel("User name").fill("manager");
  await teller.getByLabel("Password", { exact: true }).fill("not the password at all");
  await teller.getByLabel("Code", { exact: true }).fill("123456");
  await teller.getByRole("button", { name: "Agree to this request" }).click();
  await expect(teller.getByRole("main").getByRole("alert")).toContainText(
    "Check the user name and the password. They do not match.",
  );
  await expect(teller.getByLabel("User name")).toHaveValue("manager");
  await teller.getByLabel("Password", { exact: true }).fill(passwordOf("manager"));
  await teller.getByLabel("Code", { exact: true }).fill(await freshCode(demoSecretOf("manager")));
  await teller.getByRole("button", { name: "Agree to this request" }).click();
  await teller.getByRole("button", { name: "Pay €5,000.00" }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(teller, account)).toBe(before - 500_000n);
});

test("controls 22 and 29: a manager who stands beside agrees with their passkey, to this one request and no other", async ({
  teller,
}) => {
  const before = await bookedOn(teller, account);
  const boat = await askFor(teller, "For the mooring");
  await askFor(teller, "For the sails");
  const key = await withKeyOf(teller, "manager");
  await teller.getByText("A branch manager is here").click();
  await teller.getByRole("button", { name: "Agree with their passkey" }).click();
  await teller.getByRole("button", { name: "Pay €5,000.00" }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(teller, account)).toBe(before - 500_000n);

  // Nobody has signed in: the screen is the teller's, and the other request waits as it did.
  await teller.goto(boat);
  await expect(teller.getByText("Waiting for a second person")).toBeVisible();
  await expect(teller.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await key.remove();
  await teller.getByRole("button", { name: "Withdraw the request" }).click();
  await expect(teller.getByText("Waiting for a second person")).toHaveCount(0);
});

test("more than a teller's limit is refused with what the limit is, and is kept as typed", async ({ teller }) => {
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "20001.00");
  await expect(teller.getByText("Over your limit of €20,000.00")).toBeVisible();
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("main").getByRole("alert")).toContainText(
    "Your limit for one transaction is €20,000.00.",
  );
  await expect(teller.getByLabel("Amount in euro")).toHaveValue("20001.00");
});
