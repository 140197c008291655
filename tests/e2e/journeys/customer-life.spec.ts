import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { textOfPdf } from "../../support/text-of-pdf";
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

test("two records of one person are merged by an officer and the manager, and the old number leads to the one that stays", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  const kept = await openCustomer(officer, "Rosalind Ettl");
  await officer.getByRole("link", { name: "Merge" }).click();
  await officer.getByRole("link", { name: "Ettl Rosalinde" }).click();
  const sides = officer.getByRole("table", { name: "The two records side by side" });
  await expect(sides.getByRole("row", { name: /^Full name/ })).toContainText("Ettl Rosalinde");
  const oldNumber = /C-\d+-\w/.exec(await sides.getByRole("columnheader").nth(2).innerText())?.[0] as string;
  await officer.getByRole("group", { name: "Phone" }).getByRole("radio").nth(1).check();
  await officer.getByLabel("Reason").fill("The same passport photograph and signature");
  await officer.getByRole("button", { name: /^Ask to merge/ }).click();
  await expect(officer.getByText("You made this request")).toBeVisible();

  const manager = await signIn(browser, "manager");
  await manager.goto(officer.url());
  await expect(manager.getByRole("row", { name: /^Records/ })).toContainText(`${oldNumber} ends`);
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await manager.context().close();

  await officer.goto(`/find?q=${oldNumber}`);
  await expect(officer).toHaveURL(kept);
  const before = officer.getByRole("link", { name: oldNumber });
  await expect(officer.getByRole("table", { name: /accounts/i }).getByRole("row")).toHaveCount(3);
  await before.click();
  await expect(officer.getByText("This record was merged into")).toBeVisible();
  await officer.context().close();
});

test("two records of one organisation are merged with the people, numbers and accounts that were chosen", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  const kept = await openCustomer(officer, "Uferwerk Bootsbau KG");
  await officer.getByRole("link", { name: "Merge", exact: true }).click();
  await officer.getByRole("link", { name: "Bootsbau Uferwerk K.G." }).click();
  const sides = officer.getByRole("table", { name: "The two records side by side" });
  await expect(sides.getByRole("row", { name: /^Registration number/ })).toContainText("FN 301575 m, Austria");
  await expect(sides.getByRole("row", { name: /^People behind it/ })).toContainText("Samuel Mensah");
  await expect(officer.getByText("With the record that ends come 1 account.")).toBeVisible();
  const oldNumber = /C-\d+-\w/.exec(await sides.getByRole("columnheader").nth(2).innerText())?.[0] as string;
  await officer.getByRole("group", { name: "Registration number" }).getByRole("radio").nth(1).check();
  await officer.getByLabel("Reason").fill("The register has one boatyard at this address");
  await officer.getByRole("button", { name: /^Ask to merge/ }).click();
  await expect(officer.getByText("You made this request")).toBeVisible();

  const manager = await signIn(browser, "manager");
  await manager.goto(officer.url());
  await expect(manager.getByRole("row", { name: /^Registration number/ })).toContainText("FN 301575 m");
  await expect(manager.getByRole("row", { name: /^Records/ })).toContainText(`${oldNumber} ends`);
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await manager.context().close();

  await officer.goto(`/find?q=${oldNumber}`);
  await expect(officer).toHaveURL(kept);
  await expect(officer.getByText("FN 301575 m").first()).toBeVisible();
  // Whoever signs for the account that came over stands behind the organisation from now on.
  await expect(officer.getByRole("main")).toContainText("Hannah Weiss");
  await expect(officer.getByRole("table", { name: /accounts/i }).getByRole("row")).toHaveCount(3);
  await officer.goto(`/customers?q=${encodeURIComponent("Bootsbau Uferwerk")}`);
  await expect(officer.getByRole("table").getByRole("link", { name: "Uferwerk Bootsbau KG" })).toHaveCount(1);
  await officer.context().close();
});

test("a customer’s letter and signature card are printed from their page, and who looked is told to whoever may know", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  const customer = await openCustomer(officer, "Greta Vesterberg");
  for (const [name, said] of [
    ["Application summary", "complete and true"],
    ["Welcome letter", "Dear Greta Vesterberg,"],
    ["Specimen signature card", "Greta Vesterberg, first signature"],
  ] as const) {
    const [download] = await Promise.all([
      officer.waitForEvent("download"),
      officer.getByRole("link", { name, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(
      /^(application|welcome|signature-card)-C-\d+-\w-\d{4}-\d{2}-\d{2}\.pdf$/,
    );
    expect((await textOfPdf(readFileSync(await download.path()))).replace(/\s+/g, " ")).toContain(said);
  }
  await expect(officer.getByRole("heading", { name: "Who viewed" })).toHaveCount(0);

  const manager = await signIn(browser, "manager");
  await manager.goto(customer);
  const viewers = manager.getByRole("region", { name: "Who viewed" });
  await expect(viewers).toContainText("Tomas Reuter");
  await viewers.getByRole("link", { name: "Every look" }).click();
  await expect(manager.getByRole("table").getByText("Saw a customer’s page").first()).toBeVisible();
  await manager.context().close();
  await officer.context().close();
});
