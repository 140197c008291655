import { expect, test } from "@playwright/test";
import { signIn } from "../support/people";

const PAYEE = "AT98 1999 9000 0100 0000";

test("control 42: a large incoming credit says who must agree before it is sent, and then waits for them", async ({
  browser,
}) => {
  const page = await signIn(browser, "operations");
  await page.goto("/payments/incoming");
  const note = page.getByText("From €100,000.00 a finance officer must agree. Nothing is posted until then.");
  await page.getByLabel("IBAN of the customer").fill(PAYEE);
  await page.getByLabel(/^Amount/).fill("99999.99");
  await expect(page.getByRole("button", { name: "Book €99,999.99 as incoming credit" })).toBeVisible();
  await expect(note).toHaveCount(0);
  await page.getByLabel(/^Amount/).fill("100000.00");
  await expect(note).toBeVisible();
  await page.getByLabel("Sender", { exact: true }).fill("Hafenkontor GmbH");
  await page.getByLabel("Sender's reference").fill(`HK-${Date.now()}`);
  await page.getByRole("button", { name: "Send €100,000.00 for approval" }).click();
  await page.waitForURL(/\/approvals\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Waiting for a second person")).toBeVisible();
  await page.getByRole("button", { name: "Withdraw the request" }).click();
  await expect(page.getByText("Withdrawn").first()).toBeVisible();
});
