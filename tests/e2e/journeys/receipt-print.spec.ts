import { expect } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { signIn } from "../support/people";
import { payIn } from "../support/tills";

const MM = 72 / 25.4;

test("a receipt prints 80 mm wide on one page, paper only; a loan's receipt leads back to the loan", async ({
  teller,
}) => {
  const account = await accountOf(teller, "Viktor Lang");
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

test("a receipt is printed once as itself and then as numbered copies, whoever prints it", async ({
  browser,
  teller,
}) => {
  const account = await accountOf(teller, "Viktor Lang");
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "17.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const receipt = new URL(teller.url()).pathname;
  const paper = teller.getByRole("article", { name: /^Receipt/ });
  await expect(teller.getByRole("button", { name: "Print receipt" })).toBeVisible();
  await expect(paper).not.toContainText("COPY");
  await teller.keyboard.press("F8");
  await expect(teller.getByRole("button", { name: "Print copy 1" })).toBeVisible();
  await expect(paper, "the first print is the paper itself").not.toContainText("COPY");
  await teller.goto(receipt);
  await expect(paper, "what is shown later is a copy").toContainText("COPY 1");
  await teller.keyboard.press("F8");
  await expect(teller.getByRole("button", { name: "Print copy 2" })).toBeVisible();
  await expect(paper).toContainText("COPY 1");
  const manager = await signIn(browser, "manager");
  await manager.goto(receipt);
  await manager.getByRole("button", { name: "Print copy 2" }).click();
  await expect(manager.getByRole("button", { name: "Print copy 3" })).toBeVisible();
  await expect(manager.getByRole("article", { name: /^Receipt/ })).toContainText("COPY 2");
  await manager.context().close();
});

test("a teller's last movement is undone by two, and the desk shows what waits", async ({ browser, teller }) => {
  const account = await accountOf(teller, "Viktor Lang");
  const before = await bookedOn(teller, account);
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "18.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const receipt = new URL(teller.url()).pathname;
  await teller.getByRole("link", { name: "Undo" }).click();
  await teller.getByLabel("Reason").selectOption({ label: "Wrong amount" });
  await teller.keyboard.press("F9");
  await teller.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await teller.goto("/desk");
  await expect(teller.getByRole("region", { name: "Your requests" })).toContainText("Undo a teller’s last movement");
  await expect(teller.getByRole("region", { name: "Notes in the till, EUR" })).toBeVisible();
  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  await manager
    .getByRole("link", { name: /Undo a teller’s last movement/ })
    .first()
    .click();
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.getByText("Approved").first()).toBeVisible();
  expect(await bookedOn(teller, account)).toBe(before);
  await teller.goto(receipt);
  await expect(teller.getByRole("link", { name: "Undo" })).toHaveCount(0);
  await manager.context().close();
});
