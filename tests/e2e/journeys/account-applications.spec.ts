import { randomInt } from "node:crypto";
import { expect, test } from "@playwright/test";
import { submitApplication } from "../support/onboarding";
import { freshly, signIn, typePassword } from "../support/people";

test("a customer applies for an account, withdraws, applies again, and finds it once an officer has opened it", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  const number = `${randomInt(1_000_000, 9_999_999)}`;
  const name = `Ottokar Wendl ${number.slice(3)}`;
  const born = ["8", "9", String(randomInt(1950, 1999))] as const;
  const record = await submitApplication(officer, { name, born, number });
  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  await manager.getByRole("link", { name: new RegExp(name) }).click();
  await manager.getByLabel("Low").check();
  await manager.getByRole("button", { name: `Approve ${name}` }).click();
  await expect(manager.getByRole("status")).toContainText(`Approved: ${name}`);
  await manager.context().close();

  await officer.goto(`${record}/enrolment`);
  await freshly("service");
  await officer.getByRole("button", { name: "Issue enrolment code" }).click();
  const slip = await officer.getByRole("region", { name: "Enrolment slip" }).innerText();
  const phone = await (await browser.newContext({ viewport: { width: 375, height: 812 } })).newPage();
  await phone.goto("/enrol");
  await phone.getByLabel("Code").fill(slip.match(/[0-9A-Z]{4}(?: [0-9A-Z]{4}){3}/)?.[0] ?? "");
  await phone.getByLabel("User name").fill(`ottokar.${number}`);
  await phone.getByLabel("Password", { exact: true }).fill("seven gulls at the quay");
  await phone.getByLabel("Password again").fill("seven gulls at the quay");
  await phone.getByRole("button", { name: "Make my sign-in" }).click();
  await expect(phone.getByText("Your sign-in is ready")).toBeVisible();
  await typePassword(phone, `ottokar.${number}`, "seven gulls at the quay");

  await expect(phone.getByText("No account yet")).toBeVisible();
  await phone.getByRole("link", { name: "Apply for an account" }).click();
  const applyForEveryday = async () => {
    await phone.getByRole("link", { name: /^Everyday Current account in EUR/ }).click();
    await expect(phone.getByText("Rate a year")).toBeVisible();
    await phone.getByRole("button", { name: "Apply for Everyday" }).click();
    await expect(phone.getByText("We have your application")).toBeVisible();
  };
  await applyForEveryday();
  await phone.getByRole("button", { name: "Withdraw Everyday" }).click();
  await expect(phone.getByText("Your application is withdrawn")).toBeVisible();
  await applyForEveryday();

  await officer.goto("/accounts/applications");
  await officer.getByRole("link", { name, exact: true }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText(`Everyday for ${name}`);
  await officer.getByRole("button", { name: `Open Everyday for ${name}` }).click();
  await officer.waitForURL(/\/accounts\/[0-9a-f-]{36}\?opened/);

  await phone.goto("/my/apply");
  await expect(phone.getByText("Opened")).toBeVisible();
  await phone.goto("/my");
  await expect(phone.getByText("The account you applied for is open")).toBeVisible();
  await expect(phone.getByText("Your account is ready.")).toBeVisible();
  for (const page of [officer, phone]) await page.context().close();
});

test("a customer applies for a term deposit from their account, reads why it was not opened, and gets the next one", async ({
  browser,
}) => {
  const [phone, officer] = await Promise.all([signIn(browser, "siobhan", { phone: true }), signIn(browser, "service")]);
  const applyForDeposit = async (amount: string) => {
    await phone.goto("/my/apply");
    await phone.getByRole("link", { name: /Term deposit in EUR/ }).click();
    await expect(phone.getByText("Rate when closed early")).toBeVisible();
    await phone.getByLabel(/^Amount/).fill(amount);
    await phone.getByLabel("For how many months").fill("6");
    await phone.getByRole("button", { name: /^Apply for a deposit of/ }).click();
  };
  const openLatest = async () => {
    await officer.goto("/accounts/applications?kind=term_deposit");
    await officer.getByRole("link", { name: "Siobhán O’Brien" }).first().click();
    await expect(officer.getByText("Paid from, and out to")).toBeVisible();
  };
  await applyForDeposit("100.00");
  await expect(phone.getByText("This product takes €500.00 to €200,000.00.").first()).toBeVisible();
  await applyForDeposit("500.00");
  await expect(phone.getByText("We have your application")).toBeVisible();
  await applyForDeposit("500.00");
  await expect(phone.getByText("You have applied for this already").first()).toBeVisible();

  await openLatest();
  await officer.getByLabel("Reason").fill("Ask us for the longer term at the branch");
  await officer.getByRole("button", { name: /^Reject the application of/ }).click();
  await expect(officer.getByText("Rejected").first()).toBeVisible();
  await phone.goto("/my/apply");
  await expect(phone.getByText("Ask us for the longer term at the branch")).toBeVisible();

  await applyForDeposit("500.00");
  await expect(phone.getByText("We have your application")).toBeVisible();
  await openLatest();
  await officer.getByRole("button", { name: /with €500\.00$/ }).click();
  await officer.waitForURL(/\/accounts\/[0-9a-f-]{36}\?opened/);
  await phone.goto("/my/apply");
  await phone
    .getByRole("link", { name: /^Account / })
    .first()
    .click();
  await expect(phone.getByText("€500.00").first()).toBeVisible();
  for (const page of [officer, phone]) await page.context().close();
});
