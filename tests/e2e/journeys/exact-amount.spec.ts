import { expect } from "@playwright/test";
import { textOfPdf } from "../../support/text-of-pdf";
import { accountOf, bookedOn, test } from "../support/counter";
import { signIn } from "../support/people";

/** One more than a float can hold, in cents: it would come out as …992. */
const TYPED = "90071992547409.93";
const SHOWN = "€90,071,992,547,409.93";

test("an amount beyond what a float holds is exact to the cent on form, receipt and account", {
  tag: "@acceptance-16",
}, async ({ browser, teller }) => {
  const account = await accountOf(teller, "Siobhán O’Brien");
  const before = await bookedOn(teller, account);
  const iban = (await teller.getByRole("main").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "";
  const operations = await signIn(browser, "operations");
  await operations.goto("/payments/incoming");
  await operations.getByLabel("IBAN of the customer").fill(iban);
  await operations.getByLabel("Amount in euro").fill(TYPED);
  await operations.getByLabel("Sender", { exact: true }).fill("Hafenkontor GmbH");
  await operations.getByLabel("Sender's reference").fill(`EXACT-${Date.now()}`);
  await expect(operations.getByText(`= ${SHOWN}`)).toBeVisible();
  await operations.keyboard.press("F9");
  // So much needs a second person: what they agree to is exact as well.
  await operations.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  const finance = await signIn(browser, "finance");
  await finance.goto(operations.url());
  await expect(finance.getByRole("main")).toContainText(SHOWN);
  await finance.getByRole("button", { name: "Approve" }).click();
  await expect(finance.getByRole("main").locator("header").getByText("Approved")).toBeVisible();
  expect(await bookedOn(teller, account)).toBe(before + 9_007_199_254_740_993n);

  await teller.locator('a[href^="/receipts/INC-"]').first().click();
  const paper = teller.getByRole("article", { name: /^Receipt/ });
  await expect(paper).toContainText(SHOWN);
  await teller.emulateMedia({ media: "print" });
  await expect(paper.getByText(SHOWN).first(), "on paper").toBeVisible();
  expect(await textOfPdf(await teller.pdf({ preferCSSPageSize: true }))).toContain(SHOWN);
  await teller.emulateMedia({ media: null });
  const csv = await (await teller.request.get(`${account}/statement/csv`)).text();
  expect(csv, "in the file, to the cent").toContain(`,${TYPED},`);
  await finance.context().close();
  await operations.context().close();
});

test("19 digits are kept as typed and refused, because no movement may be so large", {
  tag: "@acceptance-16",
}, async ({ teller }) => {
  const account = await accountOf(teller, "Siobhán O’Brien");
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill("12345678901234567.89");
  await teller.keyboard.press("F9");
  await expect(
    teller.getByRole("alert").filter({ hasText: "The amount is larger than one movement may be." }),
  ).toBeVisible();
  await expect(teller.getByLabel("Amount in euro")).toHaveValue("12345678901234567.89");
});
