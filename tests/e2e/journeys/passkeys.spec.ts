import { expect, type Page, test } from "@playwright/test";
import { withDevice } from "../support/devices";
import { signIn, typePassword } from "../support/people";

/** With a device that the browser itself plays: nobody else of the tests needs this person. */
const NAME = "credit";

test("control 29: a passkey is added, signs in by itself, completes a password, and is removed again", async ({
  browser,
}) => {
  const page = await signIn(browser, NAME, { own: true });
  const device = await withDevice(page);

  await page.goto("/settings/me");
  await page.getByRole("link", { name: "Add a passkey, or replace the authenticator" }).click();
  await page.getByLabel("What you call this device").fill("Work laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.waitForURL(/\/settings\/me/);
  await expect(page.getByText("Passkey Work laptop")).toBeVisible();

  await leave(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/\/approvals/);

  await leave(page);
  await typePassword(page, NAME);
  await expect(page).toHaveURL(/\/sign-in\/code/);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/\/approvals/);

  await page.goto("/settings/me");
  await page.getByRole("button", { name: "Remove Work laptop" }).click();
  await expect(page.getByText("The passkey is removed.")).toBeVisible();
  await leave(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("This passkey was not taken.")).toBeVisible();
  await page.goto("/approvals");
  await expect(page, "the removed passkey let nobody in").toHaveURL(/\/sign-in/);

  await device.remove();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("No passkey was used.")).toBeVisible();
  await page.context().close();
});

async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByText("You are signed out")).toBeVisible();
}
