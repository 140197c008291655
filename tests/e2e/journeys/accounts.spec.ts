import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { textOfPdf } from "../../support/text-of-pdf";
import { faultsOf, readXml } from "../../vectors/camt053";
import { accountOf, bookedOn, test } from "../support/counter";
import { Counting } from "../support/counting";
import { signIn } from "../support/people";

/** The newest account that a search finds. */
async function newestAccountOf(staff: Page, q: string): Promise<string> {
  await staff.goto(`/accounts?q=${encodeURIComponent(q)}`);
  const links = staff.getByRole("table").locator("a[href^='/accounts/']");
  return (await links.first().getAttribute("href")) as string;
}

test("both owners of a joint account are asked for before it pays, and the refusal keeps what was typed", async ({
  teller,
}) => {
  const account = await newestAccountOf(teller, "Björn Þórsson");
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/transfer`);
  await teller.getByRole("link", { name: "Own Everyday" }).first().click();
  await teller.getByLabel("Amount in euro").fill("2.00");
  await teller.getByLabel(/^Björn Þórsson/).check();
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("main").getByRole("alert")).toContainText(/signed for by both owners together/);
  await expect(teller.getByLabel("Amount in euro")).toHaveValue("2.00");
  await expect(teller.getByLabel(/^Björn Þórsson/)).toBeChecked();
  await teller.getByLabel(/^Olena Kovalenko/).check();
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/TRF-/);
  expect(await bookedOn(teller, account)).toBe(before - 200n);
});

test("a service officer opens an account in at most 6 interactions, adds a signatory and closes it again", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/customers?q=Samuel+Mensah");
  await officer.getByRole("table").getByRole("link", { name: "Samuel Mensah" }).click();
  await officer.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  const hand = new Counting(officer);
  await hand.act(officer.getByRole("link", { name: "Open account" }).click());
  await hand.act(officer.getByLabel(/^Savings, EUR/).check());
  await hand.press("F9");
  await expect(officer.getByText("The account is open")).toBeVisible();
  hand.told("Opening an account");
  expect(hand.interactions).toBeLessThanOrEqual(6);
  const account = new URL(officer.url()).pathname;

  await officer.goto(`${account}/parties`);
  await officer.getByLabel("Customer number").fill("C-100000-S");
  await officer.getByLabel("Signatory").check();
  await officer.getByRole("button", { name: "Ask to add" }).click();
  await expect(officer.getByText("You made this request")).toBeVisible();
  const manager = await signIn(browser, "manager");
  await manager.goto(officer.url());
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await manager.context().close();
  await officer.goto(`${account}/parties`);
  await expect(officer.getByRole("link", { name: "Amina Okafor" })).toBeVisible();

  await officer.goto(`${account}/close`);
  await officer.getByLabel("Reason").fill("Opened by mistake");
  await officer.keyboard.press("F9");
  await expect(officer.getByText(/^Closed on/)).toBeVisible();
  await officer.context().close();
});

test("a branch manager places a block, which the teller meets", async ({ browser, teller }) => {
  const manager = await signIn(browser, "manager");
  const account = await newestAccountOf(manager, "Clara Schneider");
  await manager.goto(`${account}/blocks`);
  await manager.getByLabel("Money out", { exact: true }).check();
  await manager.getByLabel("Reason", { exact: true }).fill("Phone call of the customer");
  await manager.getByRole("button", { name: "Block the account" }).click();
  await expect(manager.getByRole("cell", { name: "Phone call of the customer" })).toBeVisible();
  for (const way of ["withdraw", "transfer"]) {
    await teller.goto(`${account}/${way}`);
    await expect(
      teller.getByText(/is blocked for this\. Compliance or the branch manager can say more\./),
    ).toBeVisible();
    await expect(teller.getByRole("link", { name: "See the blocks" })).toBeVisible();
    await expect(teller.getByLabel("Amount in euro")).toHaveCount(0);
  }
  await teller.goto(`${account}/deposit`);
  await expect(teller.getByLabel("Amount in euro")).toBeVisible();
  await manager.context().close();
});

test("a statement comes as CSV with ISO dates, plain amounts and the filters of its page", async ({ teller }) => {
  const account = await accountOf(teller, "Greta Vesterberg");
  await teller.goto(account);
  const [download] = await Promise.all([
    teller.waitForEvent("download"),
    teller.evaluate((href) => {
      const link = document.createElement("a");
      link.href = href;
      link.download = "";
      document.body.append(link);
      link.click();
    }, `${account}/statement/csv?direction=in`),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  const [head, ...rows] = text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");
  expect(download.suggestedFilename()).toMatch(/^statement-AT\d{18}-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(head).toMatch(/^Booking date,Value date,Reference,/);
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) expect(row).toMatch(/^\d{4}-\d{2}-\d{2},\d{4}-\d{2}-\d{2},[A-Z]{3}-.*,,\d+\.\d{2},,EUR$/);
});

test("a statement is handed out as a PDF whose totals stood on the page, in at most 3 interactions", async ({
  teller,
}) => {
  await teller.goto(await newestAccountOf(teller, "Greta Vesterberg"));
  const hand = new Counting(teller);
  await hand.press("e");
  await expect(teller.getByRole("heading", { level: 1 })).toHaveText("Statement and export");
  const line = async (term: string) =>
    (await teller.locator("dl > div", { hasText: term }).locator("dd").innerText()).trim();
  const closing = await line("Closing balance");
  const number = /Statement (\d{4}-\d{2})/.exec(
    await teller.getByRole("heading", { name: /^Statement 20/ }).innerText(),
  )?.[1];
  const [download] = await Promise.all([teller.waitForEvent("download"), hand.press("F9")]);
  hand.told("A statement as PDF");
  expect(hand.interactions).toBeLessThanOrEqual(3);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^statement-AT\\d{18}-${number}\\.pdf$`));
  const text = await textOfPdf(readFileSync(await download.path()));
  expect(text).toContain("Greta Vesterberg");
  expect(text).toMatch(new RegExp(`Closing balance\\s+${closing.replaceAll(".", "\\.")}`));
  expect(text).toMatch(/page 1 of \d+/);

  await teller.goto(`${new URL(teller.url()).pathname}?from=2026-03-02&to=2026-03-01`);
  await expect(teller.getByRole("main").getByRole("alert")).toContainText("From date must be before to date.");
});

test("what the next colleague should know is noted on the customer, and stands on their page", async ({ teller }) => {
  await teller.goto("/customers?q=Greta+Vesterberg");
  await teller.getByRole("table").getByRole("link", { name: "Greta Vesterberg" }).click();
  await teller.locator("main header").getByRole("link", { name: /^Note/ }).click();
  await expect(teller.getByRole("heading", { level: 1 })).toHaveText("Notes");
  await teller.getByLabel("Note for colleagues").fill("Prefers letters <b>only</b>");
  await teller.getByRole("button", { name: "Keep the note" }).click();
  await expect(teller.getByText("The note is kept")).toBeVisible();
  await teller.getByRole("link", { name: "The customer" }).click();
  await expect(teller.getByRole("region", { name: "Notes" })).toContainText("Prefers letters <b>only</b>");
});

test("an account’s movements are narrowed by where and whether reversed, and the export says what follows the filters", async ({
  teller,
}) => {
  const account = await newestAccountOf(teller, "Greta Vesterberg");
  await teller.goto(`${account}?filter=on`);
  await teller.getByLabel("Asked for").selectOption("By itself");
  await teller.getByLabel("Reversed").selectOption("Left out");
  await teller.getByRole("button", { name: "Show" }).click();
  await expect(teller).toHaveURL(/channel=job.*reversed=without/);
  await expect(teller.getByText("Reversed: Left out")).toBeVisible();
  await teller.goto(`${account}?text=nobody+ever`);
  await expect(teller.getByText(/^Text is searched from .* to .*\. Choose an earlier To date/)).toBeVisible();

  await teller.goto(`${account}/statement?direction=in`);
  await expect(teller.getByText(/of all days\. PDF and accounting file do not follow the filters\./)).toBeVisible();
  const number = await teller.locator("dl > div", { hasText: "Number of movements" }).locator("dd").innerText();
  const [csv] = await Promise.all([
    teller.waitForEvent("download"),
    teller.getByRole("link", { name: "CSV for programs" }).click(),
  ]);
  const rows = readFileSync(await csv.path(), "utf8");
  expect(rows).toMatch(/^Booking date,/);
  expect(rows.trimEnd().split("\r\n")).toHaveLength(Number(number) + 1);
  const [camt] = await Promise.all([
    teller.waitForEvent("download"),
    teller.getByRole("link", { name: "Accounting file" }).click(),
  ]);
  expect(camt.suggestedFilename()).toMatch(/^camt\.053-AT\d{18}-\d{4}-\d{2}\.xml$/);
  const document = readXml(readFileSync(await camt.path(), "utf8"));
  expect(faultsOf({ ...document, attributes: "" })).toEqual([]);
});

test("a customer takes a statement of their own account, and nobody else’s", async ({ browser }) => {
  const customer = await signIn(browser, "amina", { phone: true });
  await customer.goto("/my");
  await customer.locator("a[href^='/my/accounts/']").first().click();
  await customer.getByRole("link", { name: "Statements" }).click();
  await expect(customer.getByRole("heading", { level: 1 })).toHaveText("Statements");
  const month = customer.getByRole("listitem").nth(1);
  const [download] = await Promise.all([
    customer.waitForEvent("download"),
    month.getByRole("link", { name: /as PDF$/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^statement-AT\d{18}-\d{4}-\d{2}\.pdf$/);
  const text = await textOfPdf(readFileSync(await download.path()));
  expect(text).toContain("Amina Okafor");
  expect(text).toMatch(/page 1 of \d+/);

  const teller = await signIn(browser, "teller");
  const other = (await newestAccountOf(teller, "Greta Vesterberg")).split("/").at(-1);
  const [mine] = await Promise.all([
    customer.request.get(`/my/accounts/${other}/statements/pdf?from=2026-01-01&to=2026-01-31`),
  ]);
  expect(mine.status()).toBe(404);

  await customer.goto(`${new URL(customer.url()).pathname}/pdf?from=2026-03-02&to=2026-03-01`);
  await expect(customer.getByRole("heading", { level: 1 })).toHaveText("Statements");
  await expect(customer.getByRole("main").getByRole("alert")).toHaveText("From date must be before to date.");
  await customer.goto(`${new URL(customer.url()).pathname}?refused=papers_too_often`);
  await expect(customer.getByRole("main").getByRole("alert")).toContainText("You have taken sixty files");
  await teller.context().close();
  await customer.context().close();
});
