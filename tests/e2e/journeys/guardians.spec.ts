import { expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/people";

async function openCustomer(staff: Page, name: string): Promise<string> {
  await staff.goto(`/customers?q=${encodeURIComponent(name)}`);
  await staff.getByRole("table").getByRole("link", { name, exact: true }).first().click();
  await staff.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  return new URL(staff.url()).pathname;
}

test("a second guardian is recorded for somebody under age by two people, and signs for the account from then on", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await openCustomer(officer, "Greta Vesterberg");
  const number = /C-\d+-\w/.exec(await officer.getByRole("main").innerText())?.[0] as string;

  await openCustomer(officer, "Efua Addo");
  await expect(officer.getByText("Samuel Mensah signs for every account. No loan and no overdraft.")).toBeVisible();
  await expect(officer.getByRole("link", { name: "New loan" })).toHaveCount(0);
  await officer.getByRole("link", { name: "Guardians" }).click();
  await expect(officer.getByRole("table", { name: "Guardians" })).toContainText("Birth certificate 4417/2012, Accra");
  await officer.getByRole("button", { name: "Ask to record the guardian" }).click();
  await expect(officer.getByRole("main").getByRole("alert")).toContainText("Enter the customer number");
  await officer.getByLabel("Customer number of the guardian").fill(number);
  await officer.getByRole("radio", { name: "Appointed by a court" }).check();
  await officer.getByLabel("Paper that shows it").fill("Decision 3 P 44/26, district court Vienna");
  await officer.getByRole("button", { name: "Ask to record the guardian" }).click();
  await expect(officer.getByText("You made this request")).toBeVisible();

  const manager = await signIn(browser, "manager");
  await manager.goto(officer.url());
  await expect(manager.getByRole("row", { name: /^Guardians/ })).toContainText("appointed by a court");
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await manager.context().close();

  await openCustomer(officer, "Efua Addo");
  await expect(
    officer.getByText(
      "Samuel Mensah and Greta Vesterberg sign for every account, one alone or together as the account says.",
    ),
  ).toBeVisible();
  await officer
    .getByRole("table", { name: /accounts/i })
    .getByRole("link")
    .first()
    .click();
  await officer.waitForURL(/\/accounts\//);
  await officer.goto(`${new URL(officer.url()).pathname}/parties`);
  await expect(officer.getByRole("main")).toContainText("Greta Vesterberg");
  await officer.context().close();
});
