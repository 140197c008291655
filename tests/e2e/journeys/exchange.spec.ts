import { expect, type Page } from "@playwright/test";
import { accountOf, test } from "../support/counter";
import { fits320, hasPlainFields, inTheme, passesAxe } from "../support/looks";
import { signIn } from "../support/people";

/** The page as it stands now, in both themes and on the narrowest screen. */
async function looksRight(page: Page): Promise<void> {
  const size = page.viewportSize();
  await hasPlainFields(page);
  for (const theme of ["dark", "light"] as const) {
    await inTheme(page, theme);
    await page.reload();
    await passesAxe(page, theme);
  }
  await fits320(page);
  if (size) await page.setViewportSize(size);
}

/** Sets another rate while somebody looks at the one before. */
async function setRate([operations, finance]: [Page, Page], [bid, mid, offer]: [string, string, string]) {
  await operations.goto("/rates/new?currency=USD");
  for (const [label, value] of [["Bid", bid], ["Mid", mid], ["Offer", offer]] as const) // biome-ignore format: a table
    await operations.getByLabel(label).fill(value);
  await operations.getByLabel("Where it comes from").fill("A new fixing");
  await operations.getByRole("button", { name: "Ask for this rate" }).click();
  await operations.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await finance.goto(new URL(operations.url()).pathname);
  await finance.getByRole("button", { name: "Approve" }).click();
  await expect(finance.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
}

test("a customer's euros become dollars at the counter: shown, asked again when the rate changed, posted with both amounts", async ({
  teller,
  browser,
}) => {
  const [operations, finance] = await Promise.all(["operations", "finance"].map((name) => signIn(browser, name)));
  if (!operations || !finance) throw new Error("nobody is there");
  await setRate([operations, finance], ["0.9050", "0.9150", "0.9250"]);
  await teller.goto(`${await accountOf(teller, "Siobhán O’Brien")}/transfer`);
  const known = teller.getByRole("table", { name: /Known payees/ });
  await known.getByRole("link", { name: /Own Everyday dollar/ }).click();
  await teller.getByLabel("Amount").fill("100.00");
  await teller.keyboard.press("F9");
  await teller.waitForURL(/\/transfer\/exchange\?/);
  await expect(teller.getByRole("main")).toContainText("1 USD = 0.9250 EUR");
  await looksRight(teller);
  await expect(teller.getByRole("button", { name: /Exchange €100\.00 for \$108\.10/ })).toBeVisible();
  await setRate([operations, finance], ["0.9100", "0.9200", "0.9300"]);
  await teller.getByRole("button", { name: /Exchange €100\.00/ }).click();
  await expect(teller.getByRole("main").getByRole("alert")).toContainText("€100.00 is now exchanged for $107.52");
  await expect(teller.getByRole("main")).toContainText("1 USD = 0.9300 EUR");
  await teller.getByRole("button", { name: /Exchange €100\.00 for \$107\.52/ }).click();
  await teller.waitForURL(/\/receipts\/TRF-/);
  const paper = teller.getByRole("article", { name: /Receipt TRF-/ });
  await expect(paper).toContainText("€100.00 for $107.52");
  await expect(paper).toContainText("1 USD = 0.9300 EUR");
  const reference = new URL(teller.url()).pathname.split("/").at(-1) as string;
  await finance.goto("/ledger/positions");
  const line = finance.getByRole("row").filter({ hasText: reference });
  await expect(line).toContainText("$107.52");
  await line.getByRole("link").click();
  await expect(finance.getByRole("main")).toContainText("Currency position");
});

test("a customer's dollar notes are bought against cash and sold back from the account, each side counted", async ({
  teller,
  browser,
}) => {
  const people = await Promise.all(["operations", "finance"].map((name) => signIn(browser, name)));
  await setRate(people as [Page, Page], ["0.9000", "0.9100", "0.9200"]);
  const account = await accountOf(teller, "Siobhán O’Brien");
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill("90.00");
  await teller.getByLabel("50", { exact: true }).fill("1");
  await teller.getByLabel("20", { exact: true }).fill("2");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);

  await teller.goto(account);
  await teller.getByRole("link", { name: /^Exchange notes/ }).click();
  await teller.getByLabel("Amount of these notes").fill("1,000");
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("main").getByRole("alert")).toContainText("with 2 decimals");
  await teller.getByLabel("Amount of these notes").fill("100.00");
  await teller.getByLabel("Against").selectOption("cash");
  await teller.keyboard.press("F9");
  await teller.waitForURL(/\/exchange\?/);
  await expect(teller.getByRole("main")).toContainText("1 USD = 0.9000 EUR");
  await looksRight(teller);
  const brought = teller.getByRole("grid", { name: "USD from the customer" });
  const given = teller.getByRole("grid", { name: "EUR to give" });
  await expect(given.getByLabel("50", { exact: true }), "the notes to give are suggested").not.toHaveValue("");
  const post = teller.getByRole("button", { name: "Exchange $100.00 for €90.00" });
  await brought.getByLabel("20", { exact: true }).fill("4");
  await post.click();
  await expect(teller.getByRole("main").getByRole("alert")).toContainText("$80.00");
  await brought.getByLabel("20", { exact: true }).fill("5");
  await post.click();
  await teller.waitForURL(/\/receipts\/CSH-/);
  const paper = teller.getByRole("article", { name: /Receipt CSH-/ });
  await expect(paper).toContainText("$100.00 for €90.00");
  await expect(paper).toContainText("1 USD = 0.9000 EUR");
  await teller.goto("/desk");
  const journal = teller.getByRole("table", { name: /Movements today/ });
  await expect(journal.getByRole("row").nth(1)).toContainText("for €90.00 in cash");

  await teller.goto(`${account}/exchange?way=takes&against=account&currency=USD&amount=100.00`);
  const back = teller.getByRole("grid", { name: "USD to give" });
  await expect(back.getByLabel("20", { exact: true })).toHaveValue("5");
  await teller.getByRole("button", { name: "Exchange €92.00 for $100.00" }).click();
  await teller.waitForURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("article", { name: /Receipt CSH-/ })).toContainText("€92.00");
});

test("operations ask for a rate, finance agree, and it is in force at once", async ({ browser }) => {
  const [operations, finance] = await Promise.all(["operations", "finance"].map((name) => signIn(browser, name)));
  if (!operations || !finance) throw new Error("nobody is there");
  await operations.goto("/rates");
  await operations.getByRole("link", { name: "Set the rate for USD" }).first().click();
  await operations.getByLabel("Bid").fill("0.95");
  await operations.getByLabel("Mid").fill("0.9150");
  await operations.getByLabel("Offer").fill("0.92505");
  await operations.getByLabel("Where it comes from").fill("The fixing at noon");
  await operations.getByRole("button", { name: "Ask for this rate" }).click();
  await expect(operations.getByRole("main").getByRole("alert")).toContainText("The bid may not be above the mid");
  await operations.getByLabel("Bid").fill("0.9050");
  await operations.getByRole("button", { name: "Ask for this rate" }).click();
  await operations.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  const inForce = operations.getByRole("table", { name: "Rates in force" });
  await operations.goto("/rates");
  await expect(inForce).not.toContainText("0.92505");
  await finance.goto("/approvals");
  await finance
    .getByRole("link", { name: /Set an exchange rate/ })
    .first()
    .click();
  await expect(finance.getByRole("main")).toContainText("0.92505");
  await finance.getByRole("button", { name: "Approve" }).click();
  await expect(finance.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await operations.goto("/rates");
  await expect(inForce.getByRole("row").last()).toContainText("0.9050");
  await expect(inForce.getByRole("row").last()).toContainText("0.92505");
  await expect(inForce.getByRole("row").last()).toContainText("In force");
  await expect(operations.getByRole("table", { name: /Rates of all days/ })).toContainText("The fixing at noon");
});

test("a customer exchanges between own accounts on the phone: both amounts and the rate before paying, and on the receipt", async ({
  browser,
}) => {
  const people = await Promise.all(["operations", "finance"].map((name) => signIn(browser, name)));
  await setRate(people as [Page, Page], ["0.9050", "0.9150", "0.9250"]);
  const siobhan = await signIn(browser, "siobhan", { phone: true });
  await siobhan.goto("/my/transfer");
  await siobhan.getByLabel("From, with what is available").selectOption({ index: 0 });
  await siobhan.getByLabel("To", { exact: true }).selectOption({ label: await dollarChoice(siobhan) });
  await siobhan.getByLabel("Amount in euro").fill("50.00");
  await siobhan.getByRole("button", { name: "Continue" }).click();
  await siobhan.waitForURL(/\/my\/transfer\/check/);
  await expect(siobhan.getByRole("main")).toContainText("$54.05");
  await looksRight(siobhan);
  await expect(siobhan.getByRole("main")).toContainText("1 USD = 0.9250 EUR");
  await setRate(people as [Page, Page], ["0.9100", "0.9200", "0.9300"]);
  await siobhan.getByRole("button", { name: /^Pay €50\.00/ }).click();
  await expect(siobhan.getByRole("main").getByRole("alert")).toContainText("€50.00 is now exchanged for $53.76");
  await expect(siobhan.getByRole("main")).toContainText("1 USD = 0.9300 EUR");
  await siobhan.getByRole("button", { name: /^Pay €50\.00/ }).click();
  await siobhan.waitForURL(/\/my\/receipts\/TRF-/);
  await expect(siobhan.getByRole("main")).toContainText("€50.00 for $53.76");
  await expect(siobhan.getByRole("main")).toContainText("1 USD = 0.9300 EUR");
});

async function dollarChoice(page: Page): Promise<string> {
  const options = await page.getByLabel("To", { exact: true }).locator("option").allInnerTexts();
  return options.find((option) => option.endsWith("in USD")) ?? "";
}
