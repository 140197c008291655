import { expect } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";

/** One more than a float can hold, in cents: it would come out as …992. */
const TYPED = "90071992547409.93";
const SHOWN = "€90,071,992,547,409.93";

test("an amount beyond what a float holds is exact to the cent on form, receipt and account", async ({ teller }) => {
  const account = await accountOf(teller, "Siobhán O’Brien");
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill(TYPED);
  await expect(teller.getByText(`= ${SHOWN}`)).toBeVisible();
  await teller.getByRole("button", { name: `Deposit ${SHOWN} to Siobhán O’Brien` }).click();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("article", { name: /^Receipt/ })).toContainText(SHOWN);
  expect(await bookedOn(teller, account)).toBe(before + 9_007_199_254_740_993n);

  await teller.goto(`${account}/withdraw`);
  await teller.getByLabel("Amount in euro").fill(TYPED);
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(teller, account)).toBe(before);
});

test("19 digits are kept as typed and refused, because no movement may be so large", async ({ teller }) => {
  const account = await accountOf(teller, "Siobhán O’Brien");
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill("12345678901234567.89");
  await teller.keyboard.press("F9");
  await expect(
    teller.getByRole("alert").filter({ hasText: "The amount is larger than one movement may be." }),
  ).toBeVisible();
  await expect(teller.getByLabel("Amount in euro")).toHaveValue("12345678901234567.89");
});
