import { expect } from "@playwright/test";
import { accountOf, test } from "../support/counter";
import { fits320, hasPlainFields, inTheme, passesAxe } from "../support/looks";
import { signIn } from "../support/people";

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
      await expect(
        teller.getByRole("region", { name: "Customer being served" }).getByRole("link", { name: "Maria Gruber" }),
      ).toBeInViewport();
      await expect(
        teller
          .getByRole("region", { name: "Customer being served" })
          .getByText(/··\d{4}/)
          .last(),
      ).toBeInViewport();
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

test("repayment of a loan: who, which account and what is available are in sight", {
  tag: "@acceptance-9",
}, async ({ browser }) => {
  const page = await signIn(browser, "teller.oldtown");
  await page.goto("/loans?arrears=any");
  const href = await page.getByRole("link", { name: "Rafael Costa" }).first().getAttribute("href");
  await page.goto(`${href}/repay`);
  await expect(page.getByLabel("Amount in euro")).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Customer being served" }).getByRole("link", { name: "Rafael Costa" }),
  ).toBeInViewport();
  await expect(page.getByText(/^Account ··\d{4}, available/)).toBeInViewport();
  await hasPlainFields(page);
  await page.context().close();
});

test("exchange of notes: who, which account and what is available are in sight", {
  tag: "@acceptance-9",
}, async ({ teller }) => {
  await teller.setViewportSize({ width: 1366, height: 768 });
  const account = await accountOf(teller, "Maria Gruber");
  await teller.goto(`${account}/exchange?way=brings&against=account&currency=USD&amount=10.00`);
  await expect(teller.getByRole("button", { name: /^Exchange \$10\.00 for €/ })).toBeVisible();
  await expect(
    teller.getByRole("region", { name: "Customer being served" }).getByRole("link", { name: "Maria Gruber" }),
  ).toBeInViewport();
  await expect(teller.getByText(/··\d{4}, available/)).toBeInViewport();
});
