import { randomInt } from "node:crypto";
import { expect, test } from "@playwright/test";
import { submitApplication } from "../support/onboarding";
import { freshly, signIn } from "../support/people";

test("operations makes a product, the finance officer agrees, and an officer opens an account on it", async ({
  browser,
}) => {
  const number = `${randomInt(1_000_000, 9_999_999)}`;
  const product = `Quay saver ${number}`;
  const operations = await signIn(browser, "operations");
  await operations.goto("/products/new");
  await operations.getByLabel("Name", { exact: true }).fill(product);
  await operations.getByLabel("Code", { exact: true }).fill(`QUAY-${number}`);
  await operations.getByLabel("Kind", { exact: true }).selectOption({ label: "Savings account" });
  await operations.getByLabel("Currency", { exact: true }).fill("EUR");
  await operations.getByLabel("Rate a year, %", { exact: true }).fill("1.25");
  await freshly("operations");
  await operations.getByRole("button", { name: "Send for approval" }).click();
  await expect(operations.getByText("You made this request")).toBeVisible();
  await expect(operations.getByRole("button", { name: "Approve" })).toHaveCount(0);

  const officer = await signIn(browser, "service");
  const name = `Quintus Hafner ${number.slice(3)}`;
  const born = ["8", "9", String(randomInt(1950, 1999))] as const;
  const record = await submitApplication(officer, { name, born, number });
  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  await manager.getByRole("link", { name: new RegExp(name) }).click();
  await manager.getByLabel("Low").check();
  await manager.getByRole("button", { name: `Approve ${name}` }).click();
  await expect(manager.getByRole("status")).toContainText(`Approved: ${name}`);

  await officer.goto(`${record}/open-account`);
  await expect(officer.getByLabel(new RegExp(`^${product}`)), "nobody has agreed yet").toHaveCount(0);
  const finance = await signIn(browser, "finance");
  await finance.goto(operations.url());
  await expect(finance.getByRole("main")).toContainText(`${product}, QUAY-${number}`);
  await freshly("finance");
  await finance.getByRole("button", { name: "Approve" }).click();
  await expect(finance.locator("main header").getByText("Approved", { exact: true })).toBeVisible();

  await officer.goto(`${record}/open-account`);
  const offered = officer.getByLabel(new RegExp(`^${product}, EUR`));
  await expect(officer.getByText("Savings account · 1.25 % a year · version 1")).toBeVisible();
  await offered.check();
  await officer.keyboard.press("F9");
  await expect(officer.getByText("The account is open")).toBeVisible();
  await expect(officer.getByRole("main")).toContainText(product);
  for (const page of [operations, officer, manager, finance]) await page.context().close();
});
