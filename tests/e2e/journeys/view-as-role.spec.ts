import { expect, test } from "@playwright/test";
import { rolesWith } from "../../../lib/identity/permissions";
import { placesOf } from "../../../lib/web/navigation";
import { signIn } from "../support/people";

test("an auditor views the bank as a teller finds it, and nothing of a customer with it", async ({ browser }) => {
  const page = await signIn(browser, "auditor");
  await page.goto("/settings/staff");
  await page.getByRole("link", { name: "What roles may do" }).click();
  await page.getByRole("navigation", { name: "View as a role" }).getByRole("link", { name: "teller" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("View as teller");

  const places = page.getByRole("region", { name: "Its places" });
  for (const { label } of placesOf("teller").flatMap(({ items }) => items))
    await expect(places.getByText(label, { exact: true })).toBeVisible();
  await expect(places.getByText("Staff", { exact: true })).toHaveCount(0);
  await expect(places.getByRole("link"), "names of places and no ways there").toHaveCount(0);

  const may = page.getByRole("region", { name: "May", exact: true });
  const mayNot = page.getByRole("region", { name: "May not" });
  expect(rolesWith("cash.deposit")).toEqual(["teller"]);
  await expect(may.getByText("Take a cash deposit", { exact: true })).toBeVisible();
  await expect(mayNot.getByText("Take a cash deposit", { exact: true })).toHaveCount(0);
  await expect(mayNot.getByText("See the activity log", { exact: true })).toBeVisible();

  // It acts as nobody: the viewer's own rail stays, and not one form or button of the page does anything.
  await expect(page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Staff" })).toBeVisible();
  await expect(page.getByRole("main").locator("form, button")).toHaveCount(0);

  await page.getByRole("link", { name: "Compare with another role" }).click();
  await page.getByLabel("Compared with").selectOption("vault_custodian");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("row", { name: /Take a cash deposit/ })).toContainText("teller");
});

test("who may not see colleagues does not see them as another role either", async ({ browser }) => {
  const page = await signIn(browser, "teller");
  const answer = await page.goto("/settings/staff/roles/administrator");
  expect(answer?.status()).toBe(403);
  const admin = await signIn(browser, "admin");
  expect((await admin.goto("/settings/staff/roles/owner"))?.status()).toBe(404);
});
