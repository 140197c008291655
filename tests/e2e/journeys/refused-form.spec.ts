import { type Browser, expect, test } from "@playwright/test";
import { signIn } from "../support/people";

/** A refused form keeps every value, lists and radios too, and leads to what has to be corrected; with a script and without. */
for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with a script" : "without a script";

  test(`a loan application keeps its lists, ${how}`, async ({ browser }) => {
    const page = await pageOf(browser, "loans", javaScriptEnabled);
    await page.goto("/customers?q=Greta");
    const href = await page.getByRole("link", { name: "Greta Vesterberg" }).first().getAttribute("href");
    await page.goto(`/loans/new?customer=${href?.split("/").at(-1)}`);
    await page.getByLabel("Product").selectOption({ index: 1 });
    const product = await page.getByLabel("Product").inputValue();
    await page.getByLabel("Amount in euro").fill("4,000");
    await page.getByLabel("Term in months").fill("24");
    await page.getByLabel("Purpose").fill("New windows");
    await page.getByLabel("Paid out to and repaid from").selectOption({ index: 1 });
    const paidTo = await page.getByLabel("Paid out to and repaid from").inputValue();
    await page.getByRole("button", { name: /^Submit/ }).click();

    const sentence = "Enter the amount with 2 decimals, like 1234.00 or 1.23.";
    await expect(page).toHaveTitle("Error: New loan application – Countinghouse");
    await expect(page.getByRole("alert").filter({ hasText: sentence })).toBeFocused();
    await expect(page.getByLabel("Amount in euro")).toHaveAccessibleDescription(new RegExp(sentence.slice(0, 40)));
    await expect(page.getByLabel("Amount in euro")).toHaveValue("4,000");
    await expect(page.getByLabel("Term in months")).toHaveValue("24");
    await expect(page.getByLabel("Purpose")).toHaveValue("New windows");
    await expect(page.getByLabel("Product")).toHaveValue(product);
    await expect(page.getByLabel("Paid out to and repaid from")).toHaveValue(paidTo);
    await page.getByRole("alert").getByRole("link", { name: sentence }).click();
    await expect(page.getByLabel("Amount in euro")).toBeFocused();
    await page.context().close();
  });

  test(`a cash move keeps its direction and its counts, ${how}`, async ({ browser }) => {
    const page = await pageOf(browser, "custodian", javaScriptEnabled);
    await page.goto("/cash");
    const form = page.locator("form#move-cash");
    await form.getByLabel("From the vault to the settlement account").check();
    await form.getByLabel("Amount in euro").fill("0");
    await form.getByLabel("50", { exact: true }).fill("3");
    await form.getByRole("button", { name: /^Move/ }).click();
    await expect(page).toHaveTitle(/^Error: Cash/);
    await expect(page.getByRole("alert").filter({ hasText: "The amount must be more than zero." })).toBeFocused();
    await expect(form.getByLabel("From the vault to the settlement account")).toBeChecked();
    await expect(form.getByLabel("50", { exact: true })).toHaveValue("3");
    await page.context().close();
  });
}

test("an identity form names the part of a date that is missing", async ({ browser }) => {
  const page = await pageOf(browser, "service", true);
  await page.goto("/customers/new?fresh=1");
  await page.getByLabel("Full name").fill("Åse Lindqvist");
  await page.getByLabel("Day").fill("3");
  await page.getByLabel("Month").fill("5");
  await page.getByLabel("Nationality").selectOption("SE");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Date of birth must include a year." })).toBeFocused();
  await expect(page.getByLabel("Nationality")).toHaveValue("SE");
  await expect(page.getByLabel("Day")).toHaveValue("3");
  await page.context().close();
});

/** Signed in with a script, so that the form under test alone goes without. */
async function pageOf(browser: Browser, name: string, javaScriptEnabled: boolean) {
  const page = await signIn(browser, name);
  if (javaScriptEnabled) return page;
  const storageState = await page.context().storageState();
  await page.context().close();
  return (
    await browser.newContext({ javaScriptEnabled, storageState, viewport: { width: 1366, height: 768 } })
  ).newPage();
}
