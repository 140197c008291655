import { expect, type Page } from "@playwright/test";
import { minorOf } from "./people";

/** Types an amount into the grid of a form, in coins of one and of a hundredth: what the counter is given in these tests. */
export async function countInto(page: Page, minor: bigint, currency = ""): Promise<void> {
  const grid = page.getByRole("grid", { name: new RegExp(currency) });
  for (const [coin, pieces] of [
    ["1 coin", minor / 100n],
    ["0.01 coin", minor % 100n],
  ] as const)
    await grid.getByLabel(coin, { exact: true }).fill(pieces > 0n || minor === 0n ? String(pieces) : "");
}

/** Opens the teller's till with its float counted, unless it is open; `at` chooses among the tills of the branch. */
export async function openTill(page: Page, at: number): Promise<void> {
  await page.goto("/desk");
  const open = page.getByRole("button", { name: "Open the till" });
  if (await open.count()) {
    const till = page.getByLabel("Till", { exact: true });
    const holds = await till.locator("option").nth(at).innerText();
    await till.selectOption({ index: at });
    const euro = /€[\d,.]+/.exec(holds)?.[0];
    if (euro) await countInto(page, minorOf(euro), "EUR");
    await open.click();
  }
  await expect(page.getByRole("heading", { name: /^Till \d/, level: 1 })).toBeVisible();
}

/** Counts the teller's till as the books have it, and closes it. */
export async function closeTill(page: Page): Promise<void> {
  await page.goto("/desk");
  // The cells after the currency: opening, in, out, from and to others, and what must be in the till.
  const euro = page.getByRole("row", { name: /^EUR/ }).first().getByRole("cell").nth(4);
  const minor = minorOf(await euro.innerText());
  await page.getByRole("button", { name: /^Count and close/ }).click();
  await page.waitForURL(/\/desk\/close$/);
  await countInto(page, minor, "EUR");
  await page.getByRole("button", { name: /^Close Till/ }).click();
  await expect(page).toHaveURL(/\/receipts\/CNT-/);
  await page.goto("/desk");
  await expect(page.getByRole("heading", { name: "Your till is not open" })).toBeVisible();
}

/** Types an amount into a form that moves cash, and counts it in coins in place of what was suggested. */
export async function payIn(page: Page, amount: string): Promise<void> {
  await page.getByLabel("Amount in euro").fill(amount);
  for (const cell of await page.getByRole("grid").locator("input").all())
    if ((await cell.inputValue()) !== "") await cell.fill("");
  await countInto(page, minorOf(amount));
}

/** Cash from the vault to a teller's open till: the custodian counts it out, the teller takes it. */
export async function bringCash(
  custodian: Page,
  teller: Page,
  {
    till,
    amount,
    notes,
  }: { till: RegExp; amount: string; notes: readonly (readonly [note: string, pieces: string])[] },
): Promise<void> {
  await custodian.goto("/cash");
  const form = custodian.locator("form#give-cash");
  const option = form.getByLabel("To").locator("option").filter({ hasText: till });
  await form.getByLabel("To").selectOption((await option.first().getAttribute("value")) as string);
  await form.getByLabel("Amount in euro").fill(amount);
  for (const cell of await form.getByRole("grid").locator("input").all()) await cell.fill("");
  for (const [note, pieces] of notes) await form.getByLabel(note, { exact: true }).fill(pieces);
  await form.getByRole("button", { name: /^Hand over €/ }).click();
  await expect(custodian.getByText("The cash is on its way")).toBeVisible();
  await teller.goto("/desk");
  await teller.getByRole("button", { name: `Take €${amount}` }).click();
  await expect(teller).toHaveURL(/\/receipts\/CMV-/);
}
