import { expect } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";

test("whoever is faster than the page's script loses no key and nothing typed", async ({ teller }) => {
  const account = await accountOf(teller, "Patrick Schwarz");
  const before = await bookedOn(teller, account);
  const number = ((await teller.getByRole("main").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "").replaceAll(
    " ",
    "",
  );
  let arrive = () => {};
  let line = Promise.resolve();
  const slow = () => {
    line = new Promise((resolve) => {
      arrive = resolve;
    });
  };
  await teller.route("**/_next/static/**/*.js", async (route) => {
    await line;
    await route.continue();
  });

  slow();
  await teller.goto("/customers", { waitUntil: "commit" });
  await expect(teller.getByRole("heading", { level: 1 })).toBeVisible();
  await teller.keyboard.press("F2");
  await teller.keyboard.type(number);
  await teller.keyboard.press("Enter");
  await teller.waitForURL(/\/accounts\/[0-9a-f-]{36}$/, { waitUntil: "commit" });
  await expect(teller.getByRole("link", { name: "Deposit" })).toBeVisible();
  await teller.keyboard.press("d");
  arrive();
  await teller.waitForURL(/\/deposit$/);

  slow();
  await teller.goto(`${account}/deposit`, { waitUntil: "commit" });
  const amount = teller.getByLabel("Amount in euro");
  await expect(amount).toBeVisible();
  await amount.focus();
  await teller.keyboard.type("70");
  await teller.getByLabel("50", { exact: true }).first().focus();
  await teller.keyboard.type("1");
  await teller.getByLabel("20", { exact: true }).first().focus();
  await teller.keyboard.type("1");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/deposit$/);
  arrive();
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  expect(await bookedOn(teller, account)).toBe(before + 70_00n);
});
