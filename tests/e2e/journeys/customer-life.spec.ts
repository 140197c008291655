import { expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/people";

/** Opens the page of the customer with this name. */
async function openCustomer(staff: Page, name: string): Promise<string> {
  await staff.goto(`/customers?q=${encodeURIComponent(name)}`);
  await staff.getByRole("table").getByRole("link", { name, exact: true }).first().click();
  await staff.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  return new URL(staff.url()).pathname;
}

test("a service officer closes a customer and takes them up again; one with an account is told what comes first", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  const withAccount = await openCustomer(officer, "Samuel Mensah");
  await officer.goto(`${withAccount}/close`);
  await expect(officer.getByText(/open: close (it|them) first/)).toBeVisible();
  await expect(officer.getByLabel("Reason")).toHaveCount(0);

  const customer = await openCustomer(officer, "Edgar Pichler");
  await officer.getByRole("link", { name: "Close" }).click();
  await officer.getByLabel("Reason").fill("Never took an account");
  await officer.getByRole("button", { name: "Close Edgar Pichler" }).click();
  await expect(officer.getByText(/^Closed on .* by Tomas Reuter/)).toBeVisible();
  await expect(officer.getByText("Never took an account")).toBeVisible();
  await expect(officer.getByRole("link", { name: "Open account" })).toHaveCount(0);

  await officer.getByRole("link", { name: "Take up again" }).click();
  await officer.getByLabel("Reason").fill("Comes back for a loan");
  await officer.getByRole("button", { name: "Take up Edgar Pichler again" }).click();
  await expect(officer).toHaveURL(`${customer}/onboarding`);
  await officer.goto(customer);
  await expect(officer.getByText("This application was not submitted yet")).toBeVisible();
  await officer.context().close();
});
