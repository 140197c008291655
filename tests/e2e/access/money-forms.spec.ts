import { expect } from "@playwright/test";
import { accountOf, test } from "../support/counter";
import { fits320, hasPlainFields, inTheme, passesAxe } from "../support/looks";

/** The forms that move money, live at an open till: as they come, and as they come back refused. */
const forms = [
  ["deposit", /^Deposit/],
  ["withdraw", /^Pay/],
  ["transfer", /^Transfer/],
  ["cheque", /^Take the cheque/],
] as const;

for (const [act, button] of forms) {
  test(`${act}: who, which account and what is available are in sight, and nothing stands in anybody's way`, {
    tag: "@acceptance-9",
  }, async ({ teller }) => {
    const account = await accountOf(teller, "Maria Gruber");
    for (const theme of ["light", "dark"] as const) {
      await teller.setViewportSize({ width: 1366, height: 768 });
      await inTheme(teller, theme);
      await teller.goto(`${account}/${act}`);
      await expect(teller.getByText("Maria Gruber").first()).toBeInViewport();
      await expect(teller.getByText(/··\d{4}/).first()).toBeInViewport();
      await expect(teller.getByText("Available", { exact: true })).toBeInViewport();
      await hasPlainFields(teller);
      await passesAxe(teller, theme);
      await teller.getByLabel("Amount in euro").fill("0");
      await teller.getByRole("button", { name: button }).click();
      await expect(teller.getByRole("alert").filter({ hasText: "Not done yet" })).toBeFocused();
      await passesAxe(teller, theme);
    }
    await fits320(teller);
  });
}

test("repayment and exchange of notes: who, which account and what is available are in sight", {
  tag: "@acceptance-9",
}, async ({ teller }) => {
  await teller.setViewportSize({ width: 1366, height: 768 });
  await teller.goto("/loans?status=active");
  const loan = await teller
    .locator('main a[href^="/loans/"]')
    .filter({ hasText: /^LN-/ })
    .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  for (const href of loan) {
    await teller.goto(`${href}/repay`);
    if (await teller.getByLabel("Amount in euro").count()) break;
  }
  await expect(teller.getByLabel("Amount in euro")).toBeVisible();
  await expect(teller.getByText(/^Account ··\d{4}, available/)).toBeInViewport();
  await expect(teller.locator("[data-strip]").getByRole("link").first()).toBeInViewport();

  const account = await accountOf(teller, "Maria Gruber");
  await teller.goto(`${account}/exchange?way=brings&against=account&currency=USD&amount=10.00`);
  await expect(teller.getByRole("button", { name: /^Exchange \$10\.00 for €/ })).toBeVisible();
  await expect(teller.getByText("Maria Gruber").first()).toBeInViewport();
  await expect(teller.getByText(/··\d{4}, available/)).toBeInViewport();
});
