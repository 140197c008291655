import { expect } from "@playwright/test";
import { accountOf, bookedOn, test } from "../support/counter";
import { signIn } from "../support/people";
import { payIn } from "../support/tills";

/** A millimetre in points. */
const MM = 72 / 25.4;

test("a receipt prints 80 mm wide on one page, paper only; a loan's receipt leads back to the loan", {
  tag: "@acceptance-32",
}, async ({ teller }) => {
  const account = await accountOf(teller, "Viktor Lang");
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "16.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  await expect(teller.getByRole("link", { name: "Back to the account" })).toBeVisible();
  const reference = new URL(teller.url()).pathname.split("/").pop();
  await expect(teller.getByRole("img", { name: `QR code of ${reference}` })).toBeVisible();

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

test("a receipt is printed once as itself and then as numbered copies, whoever prints it and however", {
  tag: "@acceptance-32",
}, async ({ browser, teller }) => {
  const account = await accountOf(teller, "Viktor Lang");
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "17.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const receipt = new URL(teller.url()).pathname;
  const paper = teller.getByRole("article", { name: /^Receipt/ });
  await expect(teller.getByRole("button", { name: "Print receipt" })).toBeVisible();
  await expect(paper).not.toContainText(/COPY \d/);
  // What the printer gets is what stands on the page while it prints.
  const printed: string[] = [];
  await teller.exposeFunction("told", (text: string) => printed.push(text));
  await teller.evaluate(() => {
    window.print = () => {
      void (window as unknown as { told: (text: string) => void }).told(
        document.querySelector("[data-receipt]")?.textContent ?? "",
      );
    };
  });
  await teller.keyboard.press("F8");
  await expect(teller.getByRole("button", { name: "Print copy 1" })).toBeVisible();
  await expect.poll(() => printed.length).toBe(1);
  expect(printed[0], "the first print is the paper itself").not.toContain("COPY");
  await expect(paper, "what stands there now is a copy").toContainText("COPY 1");

  // The address that once showed the original again, and the browser's own print, uncounted before.
  for (const address of [`${receipt}?print=0`, receipt]) {
    await teller.goto(address);
    await expect(paper).toContainText("COPY 1");
    await teller.emulateMedia({ media: "print" });
    await expect(paper.getByText("COPY 1"), "print media shows the stamp").toBeVisible();
    await teller.emulateMedia({ media: null });
  }
  await teller.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(paper).toContainText("COPY 1");
  await teller.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(teller.getByRole("button", { name: "Print copy 2" }), "Ctrl+P was counted").toBeVisible();
  const manager = await signIn(browser, "manager");
  await manager.goto(receipt);
  await expect(manager.getByRole("article", { name: /^Receipt/ })).toContainText("COPY 2");
  await manager.getByRole("button", { name: "Print copy 2" }).click();
  await expect(manager.getByRole("button", { name: "Print copy 3" })).toBeVisible();

  // This page still thinks that 2 comes next: the number is the bank's.
  await teller.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(paper).toContainText("COPY 3");
  await teller.evaluate(() => window.dispatchEvent(new Event("afterprint")));

  // Away from the bank nothing is counted, and the paper says so.
  await teller.route("**/print", (route) => route.abort());
  await teller.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(paper).toContainText("COPY, NOT COUNTED");
  await manager.context().close();
});

test("a receipt goes on a roll, on A6 or on A4, as the desk's printer has it", async ({ teller }) => {
  await teller.goto("/movements?kind=cash_deposit");
  const reference = (await teller.getByRole("main").innerText()).match(/CSH-[0-9A-Z]{9}-[0-9A-Z]/)?.[0];
  await teller.goto(`/receipts/${reference}`);
  const sizeOf = async () => {
    const pdf = (await teller.pdf({ preferCSSPageSize: true })).toString("latin1");
    const boxes = [...pdf.matchAll(/\/MediaBox \[([\d. ]+)\]/g)].map(([, box]) => box?.split(" ").map(Number) ?? []);
    expect(boxes, "one page").toHaveLength(1);
    return (boxes[0] ?? []).slice(2).map((points) => Math.round(points / MM));
  };
  await teller.getByLabel("Paper").selectOption("A6");
  expect(await sizeOf()).toEqual([105, 148]);
  await teller.getByLabel("Paper").selectOption("A4");
  expect(await sizeOf()).toEqual([210, 297]);
  await teller.reload();
  await expect(teller.getByLabel("Paper"), "the browser keeps it").toHaveValue("a4");
  await teller.getByLabel("Paper").selectOption("80 mm roll");
  expect((await sizeOf())[0]).toBe(80);
});

test("the balance is left off the paper of a customer who does not want it there", async ({ teller }) => {
  const account = await accountOf(teller, "Viktor Lang");
  await teller.goto(`${account}/deposit`);
  await payIn(teller, "19.00");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CSH-/);
  const paper = teller.getByRole("article", { name: /^Receipt/ });
  await expect(paper.getByText("Balance after")).toBeVisible();
  await teller.getByLabel("Without the balance").check();
  await teller.emulateMedia({ media: "print" });
  await expect(paper.getByText("Balance after")).toBeHidden();
  await expect(paper).toContainText(/€19\.00/);
  await teller.emulateMedia({ media: null });
  await teller.getByLabel("Without the balance").uncheck();
  await expect(paper.getByText("Balance after")).toBeVisible();
});

test("a transfer at the counter has its number in the teller's day and on its receipt", async ({ teller }) => {
  const [payer, payee] = [await accountOf(teller, "Viktor Lang"), await accountOf(teller, "Hannah Weiss")];
  await teller.goto(payee);
  const iban = (await teller.getByRole("main").innerText()).match(/AT\d{2}(?: \d{4}){4}/)?.[0] ?? "";
  await teller.goto(`${payer}/transfer`);
  await teller.getByLabel("Amount in euro").fill("1.00");
  await teller.getByLabel("To IBAN").fill(iban);
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/TRF-/);
  const reference = new URL(teller.url()).pathname.split("/").at(-1) as string;
  const place = await teller.getByText(/branch · Till \d+ · No\. \d{4}/).innerText();
  await teller.goto("/desk");
  const row = teller.locator("#journal tbody tr").filter({ hasText: reference });
  await expect(row).toContainText("Transfer");
  await expect(row).toContainText(place.slice(-4));
  await teller.getByRole("link", { name: "Journal with the running balance" }).click();
  await expect(teller.locator("#journal tbody tr").filter({ hasText: reference })).toContainText("1.00");
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
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  expect(await bookedOn(teller, account)).toBe(before);
  await teller.goto(receipt);
  await expect(teller.getByRole("link", { name: "Undo" })).toHaveCount(0);
  await manager.context().close();
});
