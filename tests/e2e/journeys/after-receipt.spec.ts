import { expect, test } from "@playwright/test";
import { signIn } from "../support/people";

test("a receipt leads a customer to the same payment once more, or to the loan it belongs to", async ({ browser }) => {
  const amina = await signIn(browser, "amina", { phone: true });
  const receiptOf = async (movement: RegExp) => {
    await amina.goto("/my");
    await amina.getByRole("link", { name: "All movements" }).click();
    await amina.getByRole("link", { name: movement }).first().click();
    await expect(amina.getByText("Posted")).toBeVisible();
  };
  await receiptOf(/^Transfer to account ··0003, Rent/);
  await amina.getByRole("link", { name: "Pay again" }).click();
  await expect(amina.getByLabel("To", { exact: true }).locator("option:checked")).toHaveText("Landlord ··0003");
  await expect(amina.getByLabel("Amount in euro")).toHaveValue("550.00");
  await expect(amina.getByLabel(/^Note for them/)).toHaveValue("Rent");

  await receiptOf(/^Loan .*, instalment/);
  await expect(amina.getByRole("link", { name: "Pay again" })).toHaveCount(0);
  await amina.getByRole("link", { name: "See the loan" }).click();
  await expect(amina.getByRole("heading", { level: 1 })).toHaveText(/^Home improvement/);

  await receiptOf(/^Transfer from /);
  await expect(amina.getByRole("link", { name: "Pay again" })).toHaveCount(0);
});
