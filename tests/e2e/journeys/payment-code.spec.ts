import { expect, type Page, test } from "@playwright/test";
import { demoSecretOf } from "../../../scripts/seed/people.mjs";
import { freshCode } from "../../support/demo-session";
import { signIn } from "../support/people";

const NAME = "lucia";

async function toCheck(page: Page, amount: string): Promise<void> {
  await page.goto("/my/transfer");
  await page.getByLabel("To", { exact: true }).selectOption({ label: "Amina Okafor ··0000" });
  await page.getByLabel("Amount in euro").fill(amount);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/my\/transfer\/check/);
}

test("control 22: a code counts for the payment that was shown, and for no other amount or payee", async ({
  browser,
}) => {
  const page = await signIn(browser, NAME, { own: true, phone: true });
  await toCheck(page, "2.00");
  await page.locator("form#pay input[name=amount]").evaluate((field: HTMLInputElement) => {
    field.value = "200.00";
  });
  await page.getByLabel("Code for this payment").fill(await freshCode(demoSecretOf(NAME)));
  await page.getByRole("button", { name: "Pay €2.00 to Amina Okafor" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "This is not the payment that you were asked to confirm.",
  );

  // Its key with what was typed for another payment.
  const first = new URL(page.url());
  await toCheck(page, "20.00");
  first.searchParams.set("typed", new URL(page.url()).searchParams.get("typed") ?? "");
  await page.goto(first.href);
  await expect(page.getByText("The two minutes to confirm this payment are over.")).toBeVisible();
  await page.getByRole("button", { name: "Go on with this payment" }).click();
  await expect(page.getByRole("button", { name: "Pay €20.00 to Amina Okafor" })).toBeVisible();
  await expect(page.getByLabel("Code for this payment")).toHaveAttribute("autocomplete", "one-time-code");
  await page.context().close();
});

test("controls 22 and 29: a payment is confirmed with a passkey", async ({ browser }) => {
  const page = await signIn(browser, NAME, { own: true, phone: true });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto("/my/security");
  await page.getByRole("link", { name: "Add a passkey, or replace the authenticator" }).click();
  await page.getByLabel("What you call this device").fill("Phone");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.waitForURL(/\/my\/security/);
  await toCheck(page, "1.50");
  await page.getByRole("button", { name: "Pay €1.50 with a passkey" }).click();
  await expect(page).toHaveURL(/\/my\/receipts\/TRF-/);
  await expect(page.getByRole("main")).toContainText("€1.50");
  await page.goto("/my/security");
  await page.getByRole("button", { name: "Remove Phone" }).click();
  await expect(page.getByText("The passkey is removed.")).toBeVisible();
  await page.context().close();
});
