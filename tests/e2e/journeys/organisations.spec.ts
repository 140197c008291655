import { randomInt } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { signIn } from "../support/people";

const number = () => `FN ${randomInt(100_000, 999_999)} t`;

async function date(page: Page, label: string, [day, month, year]: [string, string, string]) {
  const group = page.getByRole("group", { name: label });
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
}

test("an organisation is taken on: register, contact, people, business, check, approval; then two change who owns it", async ({
  browser,
}) => {
  const page = await signIn(browser, "service");
  const name = `Kreuzer Werkzeug ${randomInt(10_000)} GmbH`;
  await page.goto("/customers/new");
  await page.getByRole("main").getByRole("link", { name: "start here" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New organisation: register entry");
  await page.getByLabel("Registered name").fill(name);
  await page.getByLabel("Legal form").selectOption({ label: "Private limited company" });
  await page.getByLabel("Country of the register").selectOption({ label: "Austria" });
  await page.getByLabel("Registration number").fill(number());
  await date(page, "Date of incorporation", ["1", "4", "2012"]);
  await page.getByLabel("LEI").fill("0YPKKE5F0QW6RC51HE08");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The check digits of this LEI do not fit.");
  await expect(page.getByLabel("Legal form")).toHaveValue("limited_company");
  await page.getByLabel("LEI").fill("");
  await page.getByRole("button", { name: "Save and continue" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contact and address");
  await expect(page.getByText("Step 2 of 6")).toBeVisible();
  await page.getByLabel("Phone").fill(`+43 1 9${randomInt(100_000, 999_999)}`);
  await page.getByLabel("E-mail").fill(`office${randomInt(1_000_000)}@example.com`);
  await page.getByLabel("Street and number").fill("Kaistrasse 3");
  await page.getByLabel("Postcode").fill("1020");
  await page.getByLabel("City").fill("Wien");
  await page.getByLabel("Country").selectOption({ label: "Austria" });
  await page.getByRole("button", { name: "Save and continue" }).click();

  // A customer is picked: nothing of them is typed.
  await expect(page.getByText("Still needed: a director, a signatory, an owner, or who controls it")).toBeVisible();
  await page.getByRole("link", { name: "Add somebody" }).click();
  await page.getByLabel("Name, customer number, phone or document").fill("Hannah Weiss");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: /^Choose Hannah Weiss/ }).click();
  await expect(page.getByLabel("Full name")).toHaveCount(0);
  await page.getByLabel("Director").check();
  await page.getByLabel("Signatory").check();
  await page.getByLabel("Ownership and control").selectOption({ label: "Owns 25 % or more" });
  await page.getByLabel("Share in per cent").fill("60");
  await page.getByRole("button", { name: "Add to its people" }).click();
  await expect(page.getByText("Director, signatory, owns 60 %")).toBeVisible();

  // Another owner, who is no customer, and too much of it at first.
  await page.getByRole("link", { name: "Add somebody" }).click();
  await page.getByLabel("Full name").fill("Rosalind Achterberg");
  await date(page, "Date of birth", ["17", "8", "1966"]);
  await page.getByLabel("Nationality").selectOption({ label: "Netherlands" });
  await page.getByLabel("Lives in").selectOption({ label: "Austria" });
  await page.getByLabel("No", { exact: true }).check();
  await page.getByLabel("Ownership and control").selectOption({ label: "Owns 25 % or more" });
  await page.getByLabel("Share in per cent").fill("41");
  await page.getByRole("button", { name: "Add to its people" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("With this share 101 % would be owned.");
  await expect(page.getByLabel("Full name")).toHaveValue("Rosalind Achterberg");
  await page.getByLabel("Share in per cent").fill("40");
  await page.getByRole("button", { name: "Add to its people" }).click();
  await expect(page.getByText("Recorded owners hold 100 % together.")).toBeVisible();

  await page.getByRole("link", { name: "Continue" }).click();
  await page.getByLabel("What it does").fill("Tools for carpenters");
  await page.getByLabel("Uses the bank for").selectOption({ label: "Business" });
  await page.getByLabel("Money comes from").selectOption({ label: "Sales and services" });
  await page.getByLabel("Expected a month, in euro").selectOption({ label: "10,000 to 50,000" });
  await page.getByLabel(/agrees to the data notice/).check();
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Products wanted");
  await page.getByRole("button", { name: "Save and check answers" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check answers");
  await expect(page.getByText("No rule fired.")).toBeVisible();
  await page.getByRole("link", { name: "Change contact and address" }).click();
  await page.getByRole("button", { name: "Save and check answers" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check answers");
  await page.getByRole("button", { name: "Submit for approval" }).click();
  await expect(page.getByText("Waits for a second person")).toBeVisible();
  const customer = page.url();

  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  const waiting = manager.getByRole("region", { name: "Waiting requests" });
  await waiting.getByRole("link", { name: new RegExp(name) }).click();
  await expect(manager.getByText("Rosalind Achterberg")).toBeVisible();
  await manager.getByLabel("Low").check();
  await manager.getByRole("button", { name: `Approve ${name}` }).click();
  await expect(manager.getByRole("status")).toContainText(`Approved: ${name} is a customer now`);

  await page.goto(customer);
  await expect(page.getByText(/customer since/)).toBeVisible();
  await expect(page.getByText("born –")).toHaveCount(0);
  await page.getByRole("link", { name: "Change Rosalind Achterberg" }).click();
  await page.getByLabel("Share in per cent").fill("25.5");
  await page.locator("form#person").getByLabel("Reason").fill("Sold a part");
  await page.getByRole("button", { name: "Ask to change the card" }).click();
  await expect(page).toHaveURL(/\/approvals\//);
  const request = page.url();
  await manager.goto(request);
  const row = manager.getByRole("row", { name: /Share/ });
  await expect(row).toContainText("40 %");
  await expect(row).toContainText("25.5 %");
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.getByRole("main").locator("header").getByText("Approved", { exact: true })).toBeVisible();
  await page.goto(customer);
  await expect(page.getByText("Owns 25.5 %")).toBeVisible();
  await page.context().close();
  await manager.context().close();
});

test("an organisation the bank has under this number is blocked, and one of a like name is decided on", async ({
  browser,
}) => {
  const page = await signIn(browser, "service");
  const start = async (name: string, registration: string) => {
    await page.goto("/customers/new/organisation?fresh=1");
    await page.getByLabel("Registered name").fill(name);
    await page.getByLabel("Legal form").selectOption({ label: "Partnership" });
    await page.getByLabel("Country of the register").selectOption({ label: "Austria" });
    await page.getByLabel("Registration number").fill(registration);
    await page.getByRole("button", { name: "Save and continue" }).click();
  };
  await start("Somebody Else OG", "fn-418822 K");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Another customer is registered under this number in this country.",
  );
  await start("Papierhandel Donaublick AG", number());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contact and address");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Does the bank know it?");
  const sides = page.getByRole("table", { name: /beside the record/ });
  await expect(sides.getByRole("row", { name: /^Name/ })).toContainText("The same");
  await page.getByLabel("Another organisation").check();
  await page.getByLabel("Reason").fill("A namesake in Linz with its own register number");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByText("Still needed: a director, a signatory, an owner, or who controls it")).toBeVisible();
  await page.context().close();
});

test("an organisation is found by its names and numbers, and no page says it was born", async ({ browser }) => {
  const page = await signIn(browser, "service");
  for (const typed of ["papier am kai", "FN 418822k", "Donaublick"]) {
    await page.goto(`/customers?q=${encodeURIComponent(typed)}`);
    await expect(page.getByRole("link", { name: "Donaublick Papierhandel GmbH" }), typed).toBeVisible();
  }
  await page.goto("/customers?kind=organisation");
  await expect(page.getByRole("row", { name: /Verein Hafenchor Wien/ })).toContainText("ZVR 1180427753");
  await page.getByRole("link", { name: "Donaublick Papierhandel GmbH" }).click();
  await expect(page.getByText("Private limited company · FN 418822 k, Austria")).toBeVisible();
  await expect(page.getByText("Its signatories sign in as themselves")).toBeVisible();
  await expect(page.getByRole("link", { name: /enrolment/i })).toHaveCount(0);
  const behind = page.getByRole("region", { name: "Directors, signatories and owners" });
  await behind.getByRole("link", { name: "Samuel Mensah", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Behind organisations" })).toBeVisible();
  await page.context().close();
});

test("the counter pays from an organisation's account when its signatories are there, and one alone cannot pay online", async ({
  browser,
}) => {
  const page = await signIn(browser, "teller");
  await page.goto("/accounts?q=Papierhandel");
  const accounts = page.getByRole("row", { name: /Donaublick Papierhandel GmbH/ });
  await accounts.getByRole("link", { name: /AT/ }).click();
  await expect(page.getByText("any two of its signatories sign together")).toBeVisible();
  await expect(page.getByRole("region", { name: "Customer being served" })).toContainText(
    "Organisation, register no. FN 418822 k",
  );
  await page.goto(`${page.url()}/transfer`);
  const present = page.getByRole("group", { name: "Present and signing" });
  await expect(present.getByLabel(/Lucia Sousa/)).toBeVisible();
  await expect(present.getByLabel(/Samuel Mensah/)).toBeVisible();
  await expect(present.getByLabel(/Donaublick/)).toHaveCount(0);

  const phone = await signIn(browser, "lucia", { phone: true });
  await phone.goto("/my");
  await phone.getByRole("link", { name: /Donaublick Papierhandel GmbH/ }).click();
  await expect(phone.getByText("owned by Donaublick Papierhandel GmbH")).toBeVisible();
  await phone.goto("/my/transfer");
  const from = phone.getByLabel("From, with what is available");
  const company = await from.locator("option", { hasText: "Donaublick" }).getAttribute("value");
  await from.selectOption(company);
  await phone.getByLabel("To", { exact: true }).selectOption({ index: 1 });
  await phone.getByLabel("Amount").fill("5.00");
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByRole("main").getByRole("alert").filter({ hasText: "Not done yet" })).toContainText(
    "any two of the signatories together",
  );
  await page.context().close();
  await phone.context().close();
});
