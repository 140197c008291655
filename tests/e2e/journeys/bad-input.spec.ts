import { expect, type Page } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";

/** security: the catalogue of bad input, at the field, with its sentence, everything kept and nothing written. */
const DIGITS = "Write the amount in digits, like 1234.50.";
const POSITIVE = "The amount must be more than zero.";
const AMBIGUOUS = "Enter the amount with 2 decimals, like 1234.00 or 1.23.";
const TOO_LARGE = "The amount is larger than one movement may be.";
const amounts: [typed: string, sentence: string][] = [
  ["", "Enter an amount."],
  ["1e309", DIGITS],
  ["1e2", DIGITS],
  ["Infinity", DIGITS],
  ["NaN", DIGITS],
  ["-0", POSITIVE],
  ["-5", POSITIVE],
  ["+5", POSITIVE],
  ["0", POSITIVE],
  ["0.00", POSITIVE],
  ["0.005", AMBIGUOUS],
  ["1.2345", "EUR has 2 decimals. Enter no more than 2."],
  ["１００", DIGITS],
  ["١٠٠", DIGITS],
  ["1.000,00", AMBIGUOUS],
  ["1.000", AMBIGUOUS],
  ["1,000", AMBIGUOUS],
  ["9".repeat(64), TOO_LARGE],
  ["12345678901234567.89", TOO_LARGE],
  ["1000000000000000.01", TOO_LARGE],
  ["0x10", DIGITS],
  ["1_000", DIGITS],
];

const ibans: [typed: string, sentence: string][] = [
  [
    "AT45 1999 9000 0100 0002",
    "The check digits of this IBAN do not fit. Compare it with the original, character by character.",
  ],
  ["AT44 1999 9000 0100 00", "IBAN must have 20 characters for Austria."],
  ["AT44 1999 9OOO O1OO OOO2", "This IBAN has the letter O where the digit 0 belongs. Type it with zeros."],
  ["XX00 1234", "XX is not a country that uses IBANs."],
  ["rent", "An IBAN has a country code, two digits, then letters and digits only."],
];

let account = "";
test.beforeEach(async ({ teller }) => {
  account ||= await accountOf(teller, "Nguyễn Thị Mai");
});

/** Posts what is typed and waits for the answer to be there. */
async function refusedAt(page: Page, label: string, typed: string, sentence: string) {
  const field = page.getByLabel(label);
  await field.fill(typed);
  await page.keyboard.press("F9");
  await expect(field, typed).toHaveAttribute("aria-invalid", "true");
  await expect(field, typed).toHaveAccessibleDescription(new RegExp(escaped(sentence)));
  await expect(page.getByRole("alert").getByRole("link", { name: sentence }), typed).toBeVisible();
  await expect(field).toHaveValue(typed);
}

test("rows 1 to 8: amounts are refused at the field and nothing is booked", async ({ teller }) => {
  test.setTimeout(120_000);
  const before = await bookedOn(teller, account);
  for (const [typed, sentence] of amounts) {
    await teller.goto(`${account}/deposit`);
    await refusedAt(teller, "Amount in euro", typed, sentence);
  }
  expect(await bookedOn(teller, account)).toBe(before);
});

test("row 5: grouping and spaces around an amount are read, and echoed", { tag: "@acceptance-15" }, async ({
  teller,
}) => {
  await teller.goto(`${account}/deposit`);
  for (const [typed, echo] of [
    ["1,234.50", "€1,234.50"],
    ["1 234.50", "€1,234.50"],
    [" 1234.5 ", "€1,234.50"],
  ] as const) {
    await teller.getByLabel("Amount in euro").fill(typed);
    await expect(teller.getByRole("button", { name: `Deposit ${echo}` })).toBeVisible();
  }
  await refusedAt(teller, "Amount in euro", "12.345", AMBIGUOUS);
});

test("a comma before the decimals is read where the person's language has one", { tag: "@acceptance-15" }, async ({
  browser,
  counter,
}) => {
  const storageState = await counter.context().storageState();
  const page = await (await browser.newContext({ storageState, locale: "de-AT" })).newPage();
  await page.goto(`${account}/deposit`);
  for (const typed of ["1.234,50", "1 234,50", " 1234,5 "]) {
    await page.getByLabel("Amount in euro").fill(typed);
    await expect(page.getByText("= €1,234.50")).toBeVisible();
    await expect(page.getByRole("button", { name: "Deposit €1,234.50" })).toBeVisible();
  }
  await refusedAt(page, "Amount in euro", "12,345", AMBIGUOUS);
  const before = await bookedOn(page, account);
  await page.goto(`${account}/deposit`);
  await page.getByLabel("Amount in euro").fill("1.020,50");
  await page.getByLabel("20", { exact: true }).fill("51");
  await page.getByLabel("0.50 coin", { exact: true }).fill("1");
  await expect(page.getByText("Counted 1,020.50 — matches")).toBeVisible();
  await page.keyboard.press("F9");
  await expect(page).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(page, account)).toBe(before + 1_020_50n);
  await page.context().close();
});

test("row 44: an IBAN says what is wrong with it, and spaces and case do not matter", async ({ teller }) => {
  for (const [typed, sentence] of ibans) {
    await teller.goto(`${account}/transfer`);
    await teller.getByLabel("Amount in euro").fill("1.00");
    await refusedAt(teller, "To IBAN", typed, sentence);
  }
  await teller.goto(`${account}/transfer`);
  await teller.getByLabel("Amount in euro").fill("1.00");
  await teller.getByLabel("To IBAN").fill("at441999 9000 01000002");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/TRF-/);
});

test("row 12: an account does not pay itself; row 13: nor a closed one", async ({ teller }) => {
  await teller.goto(account);
  const own = (await teller.getByRole("main").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "";
  await teller.goto(`${account}/transfer`);
  await teller.getByLabel("Amount in euro").fill("1.00");
  await refusedAt(teller, "To IBAN", own, "Choose two different accounts.");
  const closed = await closedIban(teller);
  await teller.goto(`${account}/transfer`);
  await teller.getByLabel("Amount in euro").fill("1.00");
  await teller.getByLabel("To IBAN").fill(closed);
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("alert").filter({ hasText: /^.*Account .* is closed\./s })).toBeVisible();
  await expect(teller.getByLabel("To IBAN")).toHaveValue(closed);
});

test("rows 9, 10 and 22: doubled, unknown and hidden fields are refused as a whole", async ({ teller }) => {
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/deposit`);
  const fields = await teller
    .locator("form#deposit")
    .evaluate((element: HTMLFormElement) => [...new FormData(element)].map(([name, value]) => [name, String(value)]));
  const origin = new URL(teller.url()).origin;
  const send = async (more: [string, string][]) => {
    const form = new FormData();
    for (const [name = "", value = ""] of [
      ...fields.filter(([name]) => name !== "amount"),
      ["amount", "5.00"],
      ...more,
    ])
      form.append(name, value);
    const answer = await teller.request.post(`${account}/deposit`, {
      headers: { origin },
      multipart: form,
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(200);
    return answer.text();
  };
  expect(await send([["amount", "6.00"]])).toContain("Give one answer here.");
  expect(await send([["status", "approved"]])).toContain("The form carried a field it does not have: status.");
  expect(await send([["currency", "XXX"]])).toContain("The form carried a field it does not have: currency.");
  expect(await send([["__proto__", "x"]])).toContain("The form carried a field it does not have");
  expect(await bookedOn(teller, account)).toBe(before);
});

async function closedIban(page: Page): Promise<string> {
  await page.goto("/accounts?status=closed");
  return (await page.getByRole("main").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "";
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
