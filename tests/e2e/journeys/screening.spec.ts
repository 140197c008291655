import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { signIn } from "../support/people";

test("who is like a listed name is confirmed by two compliance officers, and the manager cannot take them on", async ({
  browser,
}) => {
  const [one, two, manager] = await Promise.all(
    ["compliance", "compliance2", "manager.oldtown"].map((name) => signIn(browser, name)),
  );
  if (!one || !two || !manager) throw new Error("Not everybody signed in");
  await one.goto("/screening");
  await one.getByRole("link", { name: "Cornelia Bergström-Hale" }).click();
  await expect(one.getByText("They cannot become a customer until this is decided")).toBeVisible();
  const sides = one.getByRole("table", { name: "The customer beside the list" });
  await expect(sides.getByRole("row", { name: /^Name/ })).toContainText("BERGSTROM-HALE, Cornelia");
  await expect(sides.getByRole("row", { name: /^Date of birth/ })).toContainText("Near");
  await expect(sides.getByRole("row", { name: /^Country/ })).toContainText("The same");
  const hit = one.url();
  await one.getByLabel("The person the list names").check();
  await one.getByLabel("Reason").fill("Same year, same country, same profession");
  await one.getByRole("button", { name: /^Decide on/ }).click();
  await expect(one).toHaveURL(/\/approvals\//);

  await two.goto(hit);
  await two.getByRole("link", { name: "Open the request" }).click();
  await two.getByRole("button", { name: "Approve" }).click();
  await expect(two.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await two.goto(hit);
  await expect(two.getByText(/^Confirmed by Lea Moreau and Arvid Nyström/)).toBeVisible();

  await manager.goto("/screening");
  await expect(manager.getByRole("heading", { level: 1 })).not.toHaveText("Screening");
  await manager.goto("/approvals");
  await manager.getByRole("link", { name: /Cornelia Bergström-Hale/ }).click();
  await manager.getByLabel("Low").check();
  await manager.getByRole("button", { name: "Approve Cornelia Bergström-Hale" }).click();
  await expect(manager.getByRole("main").getByRole("alert")).toContainText(
    "This applicant cannot be taken on yet. Ask compliance at head office.",
  );
  for (const page of [one, two, manager]) await page.context().close();
});

test("a list is loaded on its page, and a line that cannot be read is named there", async ({ browser }) => {
  const page = await signIn(browser, "compliance");
  const version = randomUUID().slice(0, 8);
  const row = (ref: number) => `${ref},"QXZVW${version}, Nr ${ref}",individual,T,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\r\n`;
  const file = (text: string) => ({ name: "SDN.CSV", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.goto("/screening/lists");
  await page.getByRole("link", { name: "Load a list" }).click();
  // The list's own filter has a field of the same name.
  await expect(page).toHaveURL(/\/screening\/lists\/new$/);
  await page.getByLabel("List", { exact: true }).selectOption({ label: "OFAC, specially designated nationals" });
  await page.getByLabel("Version").fill(version);
  await page.getByLabel("Names", { exact: true }).setInputFiles(file(`${row(1)}2,too few\r\n`));
  await page.getByRole("button", { name: "Load this list" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Line 2 of the file of names does not have the columns of this file.",
  );
  await page.getByLabel("Names", { exact: true }).setInputFiles(file(row(1) + row(2)));
  await page.getByRole("button", { name: "Load this list" }).click();
  await expect(page).toHaveURL(/\/screening\/lists$/);
  await expect(page.getByRole("row", { name: new RegExp(version) })).toContainText("In use");
  await page.context().close();
});
