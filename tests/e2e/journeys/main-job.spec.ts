import { randomInt } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { freshCode } from "../../support/demo-session";
import { Counting } from "../support/counting";
import { confirmIfAsked, minorOf, setUpAuthenticator, signIn } from "../support/people";
import { bringCash, closeTill, openTill } from "../support/tills";

/**
 * The main job, by the people who do it, from onboarding to the first instalment: everything through the browser, on
 * the real database. One walk in one order, because that is what it is.
 */
test.describe.configure({ mode: "serial" });

const now = Date.now();
const unique = now.toString(36).toUpperCase();
const name = `Solveig Achterberg ${unique.slice(-4)}`;
// Born on a day of their own: a namesake of the same day, from another test or an earlier try, would have to be decided.
const born = { day: randomInt(1, 29), month: randomInt(1, 13), year: randomInt(1950, 2000) };
const userName = `solveig.${unique.toLowerCase()}`;
const password = "seven quiet harbours at noon";

let customerUrl = "";
let currentUrl = "";
let currentIban = "";
let savingsIban = "";
let enrolmentCode = "";
let loanUrl = "";
let dueDate = "";

/** An instant as the bank's clock on the wall shows it, to the minute. */
function inTheBank(instant: number): number {
  const shown = new Date(instant).toLocaleString("sv-SE", { timeZone: "Europe/Vienna" });
  return Date.parse(`${shown.slice(0, 16).replace(" ", "T")}Z`);
}

/** Presses the button and waits for the answer: going elsewhere before it would cut the act off. */
async function post(page: Page, button: RegExp | string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await expect(page.locator("form[aria-busy=true]")).toHaveCount(0);
}

test("a service officer onboards a person and a branch manager approves", async ({ browser }) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/customers");
  await officer.getByRole("link", { name: "New customer" }).first().click();
  await officer.getByLabel("Full name").fill(name);
  await officer.getByLabel("Day").fill(String(born.day));
  await officer.getByLabel("Month").fill(String(born.month));
  await officer.getByLabel("Year").fill(String(born.year));
  await officer.getByLabel("Nationality").selectOption("NO");
  await post(officer, /save|continue/i);

  await expect(officer.getByRole("heading", { name: "Contact and address" })).toBeVisible();
  await officer.getByLabel("Phone").fill(`+43 660 ${String(now).slice(-7)}`);
  await officer.getByLabel("E-mail").fill(`solveig.${unique.toLowerCase()}@example.com`);
  await officer.getByLabel("Street and number").fill("Hafengasse 12");
  await officer.getByLabel("Postcode").fill("1030");
  await officer.getByLabel("City").fill("Vienna");
  await officer.getByLabel("Country").selectOption("AT");
  await post(officer, /save|continue/i);

  await expect(officer.getByRole("heading", { name: "Identity document" })).toBeVisible();
  await officer.getByLabel("Passport").check();
  await officer.getByLabel("Issued by").selectOption("NO");
  await officer.getByLabel("Number", { exact: true }).fill(`NO${unique}`);
  for (const [group, year] of [
    ["Date of issue", "2024"],
    ["Date of expiry", "2034"],
  ] as const) {
    const fields = officer.getByRole("group", { name: new RegExp(group) });
    await fields.getByLabel("Day").fill("3");
    await fields.getByLabel("Month").fill("5");
    await fields.getByLabel("Year").fill(year);
  }
  await post(officer, /save|continue/i);

  await expect(officer.getByRole("heading", { name: "Tax, purpose and declarations" })).toBeVisible();
  await officer.getByLabel("Uses the bank for").selectOption({ label: "Daily payments" });
  await officer.getByLabel("Money comes from").selectOption({ label: "Salary" });
  await officer.getByLabel("Expected a month, in euro").selectOption({ label: "2,000 to 10,000" });
  await officer.getByRole("radio", { name: "No", exact: true }).check();
  await officer.getByLabel("The person has read and agrees").check();
  await post(officer, "Save and continue");
  await expect(officer.getByRole("heading", { name: "Products wanted" })).toBeVisible();
  await expect(officer.getByRole("checkbox", { name: /^Everyday, EUR/ })).toBeChecked();
  await post(officer, "Save and check answers");
  await expect(officer.getByRole("heading", { name: "Check answers" })).toBeVisible();
  await expect(officer.getByText("Hafengasse 12")).toBeVisible();
  await post(officer, "Submit for approval");
  await expect(
    officer
      .getByRole("main")
      .getByText(/Needs review|waits for/i)
      .first(),
  ).toBeVisible();
  customerUrl = new URL(officer.url()).pathname.replace(/\/onboarding.*$/, "");

  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  await manager.getByRole("link", { name: new RegExp(name) }).click();
  await expect(manager.getByRole("region", { name: "Selected request" })).toContainText("Hafengasse 12");
  await manager.getByLabel("Low").check();
  await post(manager, `Approve ${name}`);
  await expect(manager.getByRole("button", { name: `Approve ${name}` })).toBeHidden();
  await manager.goto(customerUrl);
  await expect(manager.locator("main header").getByText("Active", { exact: true })).toBeVisible();
});

test("the service officer opens a current and a savings account and hands over an enrolment code", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  for (const product of [/^Everyday, EUR/, /^Savings, EUR/]) {
    await officer.goto(`${customerUrl}/open-account`);
    await officer.getByRole("radio", { name: product }).check();
    await post(officer, /^Open the account/);
    await expect(officer).not.toHaveURL(/open-account$/);
    const iban = (await officer.locator("body").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "";
    expect(iban).not.toBe("");
    if (product.source.includes("Everyday")) currentIban = iban;
    else savingsIban = iban;
  }
  await officer.goto(`${customerUrl}/enrolment`);
  await post(officer, "Issue enrolment code");
  await expect(officer.getByRole("region", { name: "Enrolment slip" }).or(officer.getByLabel("Code"))).toBeVisible();
  if (await confirmIfAsked(officer, "service")) await post(officer, "Issue enrolment code");
  const slip = await officer.getByRole("region", { name: "Enrolment slip" }).innerText();
  enrolmentCode = slip.match(/[0-9A-Z]{4}(?: [0-9A-Z]{4}){3}/)?.[0] ?? "";
  expect(enrolmentCode, "the code in four groups").not.toBe("");
  await officer.goto(customerUrl);
  await officer.getByRole("link", { name: "Everyday" }).click();
  await officer.waitForURL(/\/accounts\//);
  currentUrl = new URL(officer.url()).pathname;
});

test("the customer sets a password with the code and signs in", async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: { width: 375, height: 812 } })).newPage();
  await page.goto("/enrol");
  await page.getByLabel("Code").fill(enrolmentCode);
  await page.getByLabel("User name").fill(userName);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password again").fill(password);
  await post(page, "Make my sign-in");
  await expect(page).not.toHaveURL(/\/enrol$/);
  const customer = await signIn(browser, userName, { password, phone: true });
  await expect(customer).toHaveURL(/\/my$/);
  await expect(customer.getByText(currentIban.slice(-4)).first()).toBeVisible();
});

test("the teller opens the till, takes a deposit, pays a withdrawal, transfers, refuses an overdraft and prints a receipt", async ({
  browser,
}) => {
  const custodian = await signIn(browser, "custodian");
  const teller = await signIn(browser, "teller");
  await openTill(teller, 0);

  await bringCash(custodian, teller, { till: /^Till 1/, amount: "2,000.00", notes: [["20", "100"]] });

  await teller.goto(`${currentUrl}/deposit`);
  await teller.getByLabel("Amount in euro").fill("1500.00");
  await teller.getByLabel("Amount in euro").press("Enter");
  await expect(teller, "Enter posts nothing").toHaveURL(/deposit$/);
  await teller.getByLabel("50", { exact: true }).fill("30");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("main")).toContainText("1,500.00");

  await teller.goto(`${currentUrl}/withdraw`);
  await teller.getByLabel("Amount in euro").fill("120.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await teller.emulateMedia({ media: "print" });
  await expect(teller.getByRole("navigation").first()).toBeHidden();
  await expect(
    teller.getByRole("article", { name: /^Receipt CSH-/ }).getByText("€120.00", { exact: true }),
  ).toBeVisible();
  await teller.emulateMedia({ media: "screen" });

  await teller.goto(`${currentUrl}/withdraw`);
  await teller.getByLabel("Amount in euro").fill("1400.00");
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("main").getByRole("alert")).toContainText(
    "Amount must be €1,380.00 or less — that is what is available. It is €20.00 short.",
  );
  await expect(teller.getByLabel("Amount in euro")).toHaveValue("1400.00");

  const jonas = "AT44 1999 9000 0100 0002";
  await teller.goto(`${currentUrl}/transfer`);
  await teller.getByLabel("To IBAN").fill(jonas);
  await teller.getByLabel("Amount in euro").fill("80.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/TRF-/);
  await teller.goto(currentUrl);
  await expect(teller.getByRole("main")).toContainText("1,300.00");
});

test("a loan goes from application over approval, offer and acceptance to the customer's account", async ({
  browser,
}) => {
  const officer = await signIn(browser, "loans");
  await officer.goto(`/loans/new?customer=${customerUrl.split("/").pop()}`);
  await officer.getByLabel("Product").selectOption({ index: 1 });
  await officer.getByLabel("Amount in euro").fill("6000.00");
  await officer.getByLabel("Term in months").fill("24");
  await officer.getByLabel("Purpose").fill("New windows");
  await officer.getByLabel("Paid out to and repaid from").selectOption({ index: 1 });
  await expect(officer.getByRole("region", { name: "What it costs" }), "the instalment as typed").toContainText(
    "274.11",
  );
  await post(officer, /^Submit/);
  await expect(officer).toHaveURL(/\/loans\/[0-9a-f-]{36}/);
  loanUrl = new URL(officer.url()).pathname;

  const manager = await signIn(browser, "manager");
  await manager.goto(loanUrl);
  await post(manager, /^Approve/);
  await expect(manager.getByRole("button", { name: /^Approve/ })).toBeHidden();
  await officer.goto(loanUrl);
  await post(officer, /^Offer/);
  await post(officer, "Record the customer's acceptance");
  await expect(officer.getByRole("button", { name: /acceptance/ })).toBeHidden();

  const operations = await signIn(browser, "loanops");
  await operations.goto(loanUrl);
  await post(operations, /^Pay €6,000\.00 out to/);
  await expect(operations).toHaveURL(/\/receipts\/LND-/);
  await operations.goto(loanUrl);
  dueDate = await operations.getByRole("row", { name: /^1 / }).getByRole("time").innerText();
  expect(dueDate).not.toBe("");
});

test("operations close days up to the first due date", async ({ browser }) => {
  test.setTimeout(300_000);
  const teller = await signIn(browser, "teller");
  await closeTill(teller);
  const operations = await signIn(browser, "operations");
  const until = Date.parse(`${dueDate} UTC`);
  for (let days = 0; days < 40; days += 1) {
    await operations.goto("/end-of-day");
    const cut = operations.getByRole("button", { name: /^Cut \d/ });
    const open = /Cut (\d+ \w{3} \d{4})/.exec(await cut.innerText())?.[1] as string;
    if (Date.parse(`${open} UTC`) >= until) return;
    await cut.click();
    await operations.getByRole("button", { name: `Close ${open}` }).click();
    await operations.waitForURL(/\/end-of-day\/\d{4}-/);
  }
  throw new Error("The first due date was not reached");
});

test("the first instalment is repaid and the schedule shows it", async ({ browser }) => {
  const teller = await signIn(browser, "teller");
  await teller.goto(loanUrl);
  const loanNo = (await teller.getByRole("main").innerText()).match(/LN-\d{4}-\d+-./)?.[0] as string;
  await teller.goto("/desk");
  await expect(teller.getByLabel("Find", { exact: true })).toBeVisible();
  // From home by the keyboard alone: the loan's number, Enter, P, F9.
  const hand = new Counting(teller);
  await hand.press("F2");
  await hand.type(loanNo);
  await hand.press("Enter");
  await teller.waitForURL(/\/loans\/[0-9a-f-]{36}$/);
  await expect(teller.getByRole("link", { name: /^(Take|Repay)/ }).first()).toBeVisible();
  await hand.press("p");
  await expect(teller.getByLabel("Amount in euro")).toHaveValue("274.11");
  await hand.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/LNR-/);
  hand.told("repayment by loan number");
  expect(hand.interactions).toBeLessThanOrEqual(6);
  await teller.goto(loanUrl);
  await expect(teller.getByRole("row", { name: /^1 / })).toContainText("Paid");
});

test("the customer sees accounts, movements and the loan, transfers between own accounts, and pays and removes a beneficiary", async ({
  browser,
}) => {
  const page = await signIn(browser, userName, { password, phone: true });
  await expect(page.getByRole("main")).toContainText(/New windows|Home improvement/i);
  const before = minorOf((await page.getByRole("heading", { level: 1 }).innerText()).replace(/^.*?€/s, "€"));

  await page.goto("/my/transfer");
  await expect(page.getByRole("main"), "control 26").toContainText(
    "Before your first payment, set up an authenticator",
  );
  await page.getByRole("link", { name: "Set up your authenticator" }).click();
  const secret = await setUpAuthenticator(page, { password });
  await expect(page).toHaveURL(/\/my\/transfer/);
  await page.getByLabel("To").selectOption({ label: `Your Savings account ··${savingsIban.slice(-4)}` });
  await page.getByLabel("Amount in euro").fill("100.00");
  await post(page, "Continue");
  await post(page, /^(Pay|Move|Transfer) €100\.00/);
  await expect(page).toHaveURL(/\/my\/receipts\/TRF-/);

  await page.goto("/my/beneficiaries/new");
  await page.getByLabel("Name", { exact: true }).fill("Amina Okafor");
  await page.getByLabel("IBAN").fill("AT98 1999 9000 0100 0000");
  await post(page, "Save");
  await page.goto("/my/transfer");
  await page.getByLabel("To").selectOption({ label: "Amina Okafor ··0000" });
  await page.getByLabel("Amount in euro").fill("25.00");
  await post(page, "Continue");
  await page.getByLabel("Code for this payment").fill(await freshCode(secret));
  await post(page, /^Pay €25\.00 to Amina Okafor/);
  await expect(page).toHaveURL(/\/my\/receipts\/TRF-/);
  await page.goto("/my");
  const after = minorOf((await page.getByRole("heading", { level: 1 }).innerText()).replace(/^.*?€/s, "€"));
  expect(before - after).toBe(12_500n);

  await page.goto("/my/beneficiaries");
  await page.getByRole("link", { name: /Remove/ }).click();
  await post(page, /^Remove/);
  await expect(page).toHaveURL(/\/my\/beneficiaries(\?|$)/);
  await expect(page.getByRole("main")).not.toContainText("Amina Okafor");
});

test("every act is in the activity log, and an account with money on it cannot be closed", async ({ browser }) => {
  const manager = await signIn(browser, "manager");
  const customer = customerUrl.split("/").pop();
  const times: number[] = [];
  for (const [act, words, who] of [
    ["customer.approved", "Approved a customer", "Ruth Castellan"],
    ["account.opened", "Opened an account", "Tomas Reuter"],
    ["cash.deposited", "Took a cash deposit", "Mara Lind"],
  ] as const) {
    await manager.goto(`/activity?customer=${customer}&act=${act}`);
    // The newest stands first: the last row is the first time that it was done.
    const row = manager
      .getByRole("row")
      .filter({ has: manager.getByRole("link", { name: words, exact: true }) })
      .last();
    await expect(row, act).toContainText(who);
    const [, day, time] = /(\d{1,2} \w{3} \d{4})\s+(\d\d:\d\d(?::\d\d)?)/.exec(await row.innerText()) ?? [];
    times.push(Date.parse(`${day} ${time} UTC`));
  }
  expect(times, "each with its time, in the order in which they were done").toEqual(times.toSorted((a, b) => a - b));
  expect(times[0], "since this walk began").toBeGreaterThanOrEqual(inTheBank(now));
  expect(times[2], "and not after this moment").toBeLessThan(inTheBank(Date.now()) + 60_000);
  const officer = await signIn(browser, "service");
  await officer.goto(`${currentUrl}/close`);
  await expect(officer.getByRole("main")).toContainText(/Pay it out or move it|holds €|is paid from it/);
});
