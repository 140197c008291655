import { type Browser, expect, type Page } from "@playwright/test";
import { demoSecretOf } from "../../../scripts/seed/people.mjs";
import { freshCode, passwordOf } from "../../support/demo-session";
import { accountOf, test } from "../support/counter";
import { payIn } from "../support/tills";

/** The bank without JavaScript: everything that moves money works by plain forms. */
async function withoutScript(browser: Browser, from?: Page): Promise<Page> {
  const storageState = await from?.context().storageState();
  return (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
}

test("a teller deposits and transfers", async ({ browser, counter, teller }) => {
  const account = await accountOf(teller, "Samuel Mensah");
  const page = await withoutScript(browser, counter);
  await page.goto(`${account}/deposit`);
  await payIn(page, "20.00");
  await page.getByLabel("Amount in euro").fill("21.00");
  await page.getByLabel("Amount in euro").press("Enter");
  await expect(page, "Enter posts nothing").toHaveURL(/\/deposit$/);
  await page.getByRole("button", { name: /^Deposit/ }).click();
  const sentence = "Notes counted come to €20.00, but the amount is €21.00.";
  await expect(page.getByRole("alert").getByRole("link", { name: sentence })).toBeVisible();
  await expect(page.getByLabel("1 coin", { exact: true }), "typed counts are kept").toHaveValue("20");
  await page.getByLabel("1 coin", { exact: true }).fill("21");
  await page.getByRole("button", { name: /^Deposit/ }).click();
  await expect(page).toHaveURL(/\/receipts\/CSH-/);
  await expect(page.getByRole("article", { name: /^Receipt/ })).toContainText("€21.00");

  await page.goto(`${account}/transfer`);
  await page.getByLabel("To IBAN").fill("AT44 1999 9000 0100 0002");
  await page.getByLabel("Amount in euro").fill("2.00");
  await page.getByRole("button", { name: /^Transfer/ }).click();
  await expect(page).toHaveURL(/\/receipts\/TRF-/);
});

test("a customer signs in and pays somebody they saved", async ({ browser }) => {
  const page = await withoutScript(browser);
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill("lucia");
  await page.getByLabel("Password", { exact: true }).fill(passwordOf("lucia"));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/sign-in\/code$/);
  await page.getByLabel("Code").fill("000 000");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("This code does not match, or was used before.");
  await page.getByLabel("Code").fill(await freshCode(demoSecretOf("lucia")));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/my$/);
  await page.goto("/my/transfer");
  await page.getByLabel("To", { exact: true }).selectOption({ label: "Amina Okafor ··0000" });
  await page.getByLabel("Amount in euro").fill("3.00");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Code for this payment").fill("000 000");
  await page.getByRole("button", { name: "Pay €3.00 to Amina Okafor" }).click();
  await expect(page.getByRole("alert")).toContainText("This code does not match, or was used before.");
  await expect(page.getByLabel("Code for this payment")).toHaveValue("");
  await page.getByLabel("Code for this payment").fill(await freshCode(demoSecretOf("lucia")));
  await page.getByRole("button", { name: "Pay €3.00 to Amina Okafor" }).click();
  await expect(page).toHaveURL(/\/my\/receipts\/TRF-/);
  await expect(page.getByRole("main")).toContainText("€3.00");
});

test("a refused form comes back with everything in it, a title that says so, and the focus on what to correct", async ({
  browser,
}) => {
  const page = await withoutScript(browser);
  await page.goto("/sign-in");
  await page.getByLabel("User name").fill("lucia");
  await page.getByLabel("Password", { exact: true }).fill("not the password at all");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveTitle("Error: Sign in – Countinghouse");
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert")).toContainText("Check the user name and the password. They do not match.");
  await expect(page.getByLabel("User name")).toHaveValue("lucia");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
});
