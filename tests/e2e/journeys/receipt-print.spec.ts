import { expect } from "@playwright/test";
import { accountOf, test } from "../support/counter";
import { payIn } from "../support/tills";

const MM = 72 / 25.4;

test("a receipt prints 80 mm wide on one page, paper only; a loan's receipt leads back to the loan", async ({
  teller,
}) => {
  const account = await accountOf(teller, "Greta Vesterberg");
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "16.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("link", { name: "Back to the account" })).toBeVisible();

  await teller.emulateMedia({ media: "print" });
  const paper = await teller.getByRole("article", { name: /^Receipt/ }).boundingBox();
  expect(paper?.x, "nothing keeps its column free").toBeLessThan(2);
  expect(paper?.y).toBeLessThan(2);
  await expect(teller.getByRole("navigation").first()).toBeHidden();
  await teller.emulateMedia({ media: null });

  const pdf = (await teller.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...pdf.matchAll(/\/MediaBox \[([\d. ]+)\]/g)].map(([, box]) => box?.split(" ").map(Number) ?? []);
  expect(boxes).toHaveLength(1);
  expect(Math.abs((boxes[0]?.[2] ?? 0) / MM - 80)).toBeLessThan(1);
});

test("the receipt of a loan leads back to the loan", async ({ teller }) => {
  await teller.goto("/movements?kind=loan_repaid");
  const reference = (await teller.getByRole("main").innerText()).match(/LNR-[0-9A-Z]{9}-[0-9A-Z]/)?.[0];
  await teller.goto(`/receipts/${reference}`);
  await teller.getByRole("link", { name: "Back to the loan" }).click();
  await expect(teller).toHaveURL(/\/loans\/[0-9a-f-]{36}$/);
});
