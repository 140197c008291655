import { expect } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { payIn } from "../support/tills";

let account = "";
test.beforeEach(async ({ teller }) => {
  account ||= await accountOf(teller, "Greta Vesterberg");
});

test("a double click and a double F9 post once, on one receipt", { tag: "@acceptance-11" }, async ({ teller }) => {
  for (const press of [
    () => teller.getByRole("button", { name: /^Deposit €11\.00/ }).dblclick(),
    () => Promise.all([teller.keyboard.press("F9"), teller.keyboard.press("F9")]),
  ]) {
    const before = await bookedOn(teller, account);
    await teller.goto(`${account}/deposit`);
    await payIn(teller, "11.00");
    await press();
    await expect(teller).toHaveURL(/\/receipts\/CSH-/);
    expect(await bookedOn(teller, account)).toBe(before + 1_100n);
  }
});

test("Enter goes from the amount to the notes and, once they match, to the button; it never posts before; F9 does", {
  tag: "@acceptance-10",
}, async ({ teller }) => {
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/deposit`);
  await teller.getByLabel("Amount in euro").fill("12.00");
  await teller.keyboard.press("Enter");
  await expect(teller.getByLabel("500", { exact: true })).toBeFocused();
  for (let row = 0; row < 5; row += 1) await teller.keyboard.press("Enter");
  await teller.keyboard.press("1");
  await teller.keyboard.press("Enter");
  await expect(teller.getByText("Counted 10.00 — 2.00 short")).toBeVisible();
  await teller.keyboard.press("ArrowDown");
  await expect(teller.getByLabel("2 coin", { exact: true })).toBeFocused();
  await teller.keyboard.press("1");
  await expect(teller.getByText("Counted 12.00 — matches")).toBeVisible();
  await teller.keyboard.press("Enter");
  await expect(teller.getByRole("button", { name: /^Deposit €12\.00 to Greta Vesterberg/ })).toBeFocused();
  await expect(teller).toHaveURL(/\/deposit$/);
  const other = await teller.context().newPage();
  expect(await bookedOn(other, account)).toBe(before);
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(other, account)).toBe(before + 1_200n);
  await other.close();
});

test("Back after posting shows that it was posted, with its receipt, and no form", { tag: "@acceptance-14" }, async ({
  teller,
}) => {
  const before = await bookedOn(teller, account);
  await teller.getByRole("link", { name: "Deposit" }).click();
  await payIn(teller, "13.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const reference = new URL(teller.url()).pathname.split("/").at(-1) as string;
  await teller.goBack();
  await expect(teller.getByText(/^Already posted at \d\d:\d\d$/)).toBeVisible();
  await expect(teller.getByRole("link", { name: reference })).toBeVisible();
  await expect(teller.getByLabel("Amount in euro")).toBeHidden();
  await teller.keyboard.press("F9");
  expect(await bookedOn(teller, account)).toBe(before + 1_300n);
});

test("a form that two tabs hold is posted once, and both tabs come to its receipt", async ({ teller }) => {
  const before = await bookedOn(teller, account);
  const other = await teller.context().newPage();
  for (const tab of [teller, other]) {
    await tab.goto(`${account}/deposit`);
    await payIn(tab, "15.00");
  }
  // As a tab that was duplicated with its form.
  const key = await teller.locator("form#deposit input[name=key]").inputValue();
  await other.locator("form#deposit input[name=key]").evaluate((field: HTMLInputElement, value) => {
    field.value = value;
  }, key);
  await Promise.all([teller, other].map((tab) => tab.keyboard.press("F9")));
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(other).toHaveURL(teller.url());
  expect(await bookedOn(teller, account)).toBe(before + 1_500n);
  await other.close();
});

test("the same form sent again answers with the same receipt, and other figures under its key are refused", {
  tag: "@acceptance-12",
}, async ({ teller }) => {
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "14.00");
  // As the browser sends it without a script.
  const form = await teller.locator("form#deposit").evaluate((element: HTMLFormElement) => ({
    fields: [...new FormData(element)].map(([name, value]) => [name, String(value)] as const),
  }));
  const send = (amount: string) =>
    teller.request.post(`${account}/deposit`, {
      headers: { origin: new URL(teller.url()).origin },
      multipart: Object.fromEntries(form.fields.map(([name, value]) => [name, name === "amount" ? amount : value])),
      maxRedirects: 0,
    });
  const first = await send("14.00");
  const second = await send("14.00");
  expect(first.status()).toBe(303);
  expect(first.headers().location).toMatch(/\/receipts\/CSH-/);
  expect(second.headers().location).toBe(first.headers().location);
  const other = await send("15.00");
  expect(await other.text()).toContain("This form was already sent with other figures.");
  expect(await bookedOn(teller, account)).toBe(before + 1_400n);
});
