import { expect } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { signIn } from "../support/people";
import { payIn } from "../support/tills";

const OWNER = "Anna Nowak";

test("cash of unusual size is taken once the teller asked where it comes from, and compliance reads the answer", async ({
  teller,
  browser,
}) => {
  const account = await accountOf(teller, OWNER);
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Note on the statement").fill("From the boat");
  await teller.getByLabel("Amount in euro").fill("7,499.99");
  const question = teller.getByRole("group", { name: "From €7,500.00: ask where it comes from" });
  await expect(question).toBeHidden();
  await payIn(teller, "8000.00");
  await expect(question).toBeVisible();
  await teller.getByRole("button", { name: /^Deposit €8,000\.00/ }).click();
  const sentence = "From €7,500.00 the bank must know where the cash comes from. Ask, and choose.";
  await expect(teller.getByRole("alert").getByRole("link", { name: sentence })).toBeVisible();
  await expect(teller.getByLabel("Note on the statement")).toHaveValue("From the boat");
  await teller.getByLabel("Source of the cash").selectOption("Sale of property or goods");
  await teller.getByLabel("What the customer said").fill("Sold a boat, contract seen");
  // Below the amount the question goes, and what was answered is there again above it.
  await teller.getByLabel("Amount in euro").fill("80.00");
  await expect(question).toBeHidden();
  await teller.getByLabel("Amount in euro").fill("8000.00");
  await expect(teller.getByLabel("What the customer said")).toHaveValue("Sold a boat, contract seen");
  await teller.getByRole("button", { name: /^Deposit €8,000\.00/ }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(teller, account)).toBe(before + 800_000n);

  const compliance = await signIn(browser, "compliance");
  await compliance.goto("/");
  await compliance.getByRole("link", { name: "Unusual cash" }).click();
  const row = compliance.getByRole("row", { name: new RegExp(OWNER) }).first();
  await expect(row).toContainText("Sale of property or goods");
  await expect(row).toContainText("Sold a boat, contract seen");
});

test("much cash is paid once the teller has looked at a document and says which", async ({ teller }) => {
  const account = await accountOf(teller, OWNER);
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "4000.00");
  await teller.getByRole("button", { name: /^Deposit €4,000\.00/ }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/withdraw`);
  await payIn(teller, "3000.00");
  await teller.getByRole("button", { name: /^Pay €3,000\.00/ }).click();
  const sentence = "From €3,000.00 look at an identity document and say which one you saw.";
  await expect(teller.getByRole("alert").getByRole("link", { name: sentence })).toBeVisible();
  await teller.getByLabel("Document you saw").selectOption({ index: 1 });
  await teller.getByRole("button", { name: /^Pay €3,000\.00/ }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(teller, account)).toBe(before - 300_000n);
});

test("from which amount the counter asks is set by two administrators", async ({ browser }) => {
  const [admin, admin2] = [await signIn(browser, "admin"), await signIn(browser, "admin2")];
  await admin.goto("/settings/bank");
  await expect(admin.getByText("Uploaded files are not compared with known viruses")).toBeVisible();
  await expect(admin.getByRole("row", { name: /Ask where cash comes from/ })).toContainText("€7,500.00");
  const form = admin.locator("form#question");
  await form.getByLabel("Question").selectOption("Look at an identity document before cash is paid");
  await form.getByLabel("Currency").selectOption("USD");
  await form.getByLabel("From").fill("4000.00");
  await form.getByLabel("Reason").fill("Dollars are asked for as euros are");
  await form.getByRole("button", { name: "Ask for this amount" }).click();
  await admin.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await admin2.goto(new URL(admin.url()).pathname);
  await admin2.getByRole("button", { name: "Approve" }).click();
  await expect(admin2.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await admin.goto("/settings/bank");
  await expect(admin.getByRole("row", { name: /Look at an identity document/ })).toContainText("$4,000.00");
});
