import { expect, test } from "@playwright/test";
import { signIn } from "../support/people";

test("finance enter a journal by hand, see what both sides come to, and a second one agrees to it", async ({
  browser,
}) => {
  const [finance, second] = [await signIn(browser, "finance"), await signIn(browser, "finance2")];
  // As long as a document's name may be, and without a place to break it.
  const document = `Bill-${Date.now()}-`.padEnd(60, "x");
  await finance.goto("/ledger");
  await finance.getByRole("main").getByRole("link", { name: "Manual journal" }).click();
  await finance.getByLabel("Account of line 1").selectOption("5910 Other operating expenses");
  await finance.getByLabel("Branch of line 1").selectOption("Harbour");
  await finance.getByLabel("Debit of line 1").fill("120.00");
  await expect(finance.getByText("Difference 120.00: debits are more")).toBeVisible();
  await finance.getByLabel("Account of line 2").selectOption("2410 Accrued expenses");
  await finance.getByLabel("Credit of line 2").fill("119.99");
  await expect(finance.getByText("Difference 0.01: debits are more")).toBeVisible();
  await finance.getByLabel("Document").fill(document);
  await finance.getByLabel("Reason").fill("Repair of the vault door, not billed yet");
  await finance.keyboard.press("F9");
  await expect(finance.getByRole("alert").getByText("Debits and credits of this entry differ.")).toBeVisible();
  await expect(finance.getByLabel("Account of line 1"), "what was chosen stays").toHaveValue("5910");
  await finance.getByLabel("Credit of line 2").fill("120.00");
  await expect(finance.getByText("Debits and credits are equal")).toBeVisible();
  await finance.keyboard.press("F9");
  await finance.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await expect(finance.getByText("Waiting for a second person")).toBeVisible();
  await finance.setViewportSize({ width: 375, height: 812 });
  expect(await finance.evaluate(() => window.document.documentElement.scrollWidth), "on a phone as well").toBe(375);
  await finance.setViewportSize({ width: 1366, height: 768 });

  await second.goto(new URL(finance.url()).pathname);
  const asked = second.getByRole("main");
  await expect(asked).toContainText("Debit 5910 Other operating expenses, Harbour: €120.00");
  await expect(asked).toContainText("Credit 2410 Accrued expenses, Head office: €120.00");
  await second.getByRole("button", { name: "Approve" }).click();
  await expect(asked.locator("header").getByText("Approved")).toBeVisible();

  await finance.goto("/ledger/journal");
  await finance.getByRole("link", { name: "Earlier journals" }).click();
  await finance.getByRole("row").filter({ hasText: document }).getByRole("link").first().click();
  const entry = finance.getByRole("main");
  await expect(entry.getByRole("heading", { name: "Manual journal", level: 1 })).toBeVisible();
  await expect(entry).toContainText(document);
  await expect(entry).toContainText("Repair of the vault door, not billed yet");
  await expect(entry).toContainText("Ilse Brandauer");
  const wider = await entry
    .locator("section")
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth));
  expect(wider, "nothing is cut off at a panel's edge").toHaveLength(0);
  await expect(entry.getByRole("table")).toContainText("Interbranch");
  await Promise.all([finance, second].map((page) => page.context().close()));
});

test("a journal that came back is changed in a new form, filled in as it was", async ({ browser }) => {
  const [finance, second] = [await signIn(browser, "finance"), await signIn(browser, "finance2")];
  await finance.goto("/ledger/journal");
  for (const [no, account, side] of [
    [1, "5410 Bank charges", "Debit"],
    [2, "1100 Settlement account at the central bank", "Credit"],
  ] as const) {
    await finance.getByLabel(`Account of line ${no}`).selectOption(account);
    await finance.getByLabel(`${side} of line ${no}`).fill("7.00");
  }
  await finance.getByLabel("Document").fill("Statement of charges");
  await finance.getByLabel("Reason").fill("Charges of the month");
  await finance.getByRole("button", { name: "Ask a second person to book it" }).click();
  await finance.waitForURL(/\/approvals\/[0-9a-f-]{36}/);

  await second.goto(new URL(finance.url()).pathname);
  await second.getByLabel("Return it to whoever asked").check();
  await second.getByLabel("Reason").fill("The statement says 8.00.");
  await second.getByRole("button", { name: "Answer with this reason" }).click();
  await expect(second.getByRole("main").locator("header").getByText("Returned")).toBeVisible();

  await finance.reload();
  await finance.getByRole("link", { name: "Change it in a new form" }).click();
  await expect(finance.getByLabel("Account of line 1")).toHaveValue("5410");
  await expect(finance.getByLabel("Credit of line 2")).toHaveValue("7.00");
  await expect(finance.getByLabel("Document")).toHaveValue("Statement of charges");
  // In the other currency, and back again, it is still what came back.
  for (const currency of ["USD", "EUR"]) {
    await finance.getByRole("navigation", { name: "Currency" }).getByRole("link", { name: currency }).click();
    await expect(finance.getByText(currency === "USD" ? "Lines in US dollar" : "Lines in euro")).toBeVisible();
    await expect(finance.getByLabel("Credit of line 2")).toHaveValue("7.00");
    await expect(finance.getByLabel("Document")).toHaveValue("Statement of charges");
  }
  await expect(finance.getByLabel("Account of line 1")).toHaveValue("5410");
  await Promise.all([finance, second].map((page) => page.context().close()));
});

test("what was typed of a journal stays when its currency is changed, and when it is changed back", async ({
  browser,
}) => {
  const finance = await signIn(browser, "finance");
  const inCurrency = async (currency: "EUR" | "USD") => {
    await finance.getByRole("navigation", { name: "Currency" }).getByRole("link", { name: currency }).click();
    await expect(finance.getByText(currency === "USD" ? "Lines in US dollar" : "Lines in euro")).toBeVisible();
  };
  await finance.goto("/ledger/journal");
  await finance.getByLabel("Account of line 1").selectOption("5410 Bank charges");
  await finance.getByLabel("Branch of line 1").selectOption("Old Town");
  await finance.getByLabel("Debit of line 1").fill("12.50");
  await finance.getByLabel("Document").fill("Statement of charges");
  await inCurrency("USD");
  await expect(finance.getByLabel("Account of line 1")).toHaveValue("5410");
  await expect(finance.getByLabel("Branch of line 1").locator("option:checked")).toHaveText("Old Town");
  await expect(finance.getByLabel("Debit of line 1")).toHaveValue("12.50");
  await expect(finance.getByText("Difference 12.50: debits are more")).toBeVisible();
  await finance.getByLabel("Reason").fill("Charges of the month");
  await inCurrency("EUR");
  await expect(finance.getByLabel("Document")).toHaveValue("Statement of charges");
  await expect(finance.getByLabel("Reason")).toHaveValue("Charges of the month");
  // It waited for this one change: whoever opens the form anew finds it empty.
  await finance.goto("/ledger/journal?currency=USD");
  await expect(finance.getByLabel("Document")).toHaveValue("");
  await finance.context().close();
});

test("on a phone the lines of a journal stand one below the other, and nothing scrolls sideways", async ({
  browser,
}) => {
  const finance = await signIn(browser, "finance", { phone: true });
  await finance.goto("/ledger/journal");
  const lines = finance.getByRole("region", { name: "Lines" });
  for (const field of ["Account", "Branch", "Debit", "Credit"]) {
    await expect(lines.locator("label").filter({ hasText: field }).first()).toBeVisible();
    const box = await finance.getByLabel(`${field} of line 8`).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999), field).toBeLessThanOrEqual(375);
  }
  const top = async (label: string) => (await finance.getByLabel(label).boundingBox())?.y ?? 0;
  const order = ["Account of line 1", "Branch of line 1", "Credit of line 1", "Account of line 2"];
  const tops = await Promise.all(order.map(top));
  for (const [at, y] of tops.slice(1).entries())
    expect(y - (tops[at] ?? 0), `${order[at + 1]} stands below ${order[at]}`).toBeGreaterThan(44);
  await finance.getByLabel("Debit of line 1").fill("5.00");
  await expect(lines.getByText("Debit5.00")).toBeVisible();
  expect(await lines.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  expect(await finance.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await finance.context().close();
});
