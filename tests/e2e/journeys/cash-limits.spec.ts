import { expect, test } from "@playwright/test";
import { signIn } from "../support/people";

test("the vault keeper asks for a limit, the branch manager agrees, and the limit stands", async ({ browser }) => {
  const [custodian, manager] = await Promise.all(
    ["custodian.oldtown", "manager.oldtown"].map((name) => signIn(browser, name)),
  );
  if (!custodian || !manager) throw new Error("nobody is there");
  await custodian.goto("/cash");
  await custodian.getByRole("link", { name: "Limits of Till 3" }).click();
  const form = custodian.locator("form#limit-EUR");
  await form.getByLabel("Soft limit in euro").fill("10,000.00");
  await form.getByLabel("Hard limit in euro").fill("9,000.00");
  await form.getByLabel("Reason").fill("The drawer is small");
  await form.getByRole("button", { name: "Ask for these limits in EUR" }).click();
  await expect(
    custodian.getByRole("alert").getByRole("link", { name: "The soft limit must not be above the hard one." }),
  ).toBeVisible();
  await form.getByLabel("Hard limit in euro").fill("15,000.00");
  await form.getByRole("button", { name: "Ask for these limits in EUR" }).click();
  await custodian.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await manager.goto("/approvals");
  await manager
    .getByRole("link", { name: /Change how much cash a place may hold/ })
    .first()
    .click();
  await expect(manager.getByRole("main")).toContainText("€15,000.00");
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await custodian.goto("/cash");
  await custodian.getByRole("link", { name: "Limits of Till 3" }).click();
  await expect(form.getByLabel("Hard limit in euro")).toHaveValue("15000.00");
});
