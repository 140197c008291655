import { createHash } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import postgres from "postgres";
import { demoSecretOf } from "../../../scripts/seed/people.mjs";
import { freshCode, passwordOf } from "../../support/demo-session";
import { signIn } from "../support/people";

const NAME = "service.oldtown";
const MINUTE_MS = 60_000;

test("control 17: the idle lock warns two minutes before, is put off by one key, and gives the form back after it", async ({
  browser,
}) => {
  const page = await signIn(browser, NAME, { own: true });
  await page.clock.install();
  await page.goto("/customers/new");
  await page.getByLabel("Full name").fill("Åse Lindqvist");
  await page.getByLabel("Day").fill("3");
  await page.getByLabel("Nationality").selectOption("SE");

  const warning = page.getByRole("alertdialog", { name: "Are you still there?" });
  await page.clock.fastForward(11 * MINUTE_MS);
  await expect(warning).toBeHidden();
  await page.clock.fastForward(1.1 * MINUTE_MS);
  await expect(warning).toBeVisible();
  const stayed = page.waitForResponse(/\/sign-in\/stay$/);
  await page.keyboard.press("Enter");
  expect((await stayed).status()).toBe(204);
  await expect(warning).toBeHidden();
  await page.clock.fastForward(11 * MINUTE_MS);
  await expect(warning).toBeHidden();
  await page.clock.fastForward(1.1 * MINUTE_MS);
  await expect(warning).toBeVisible();
  await page.clock.fastForward(2.1 * MINUTE_MS);

  await expect(page).toHaveURL(/\/sign-in\?next=%2Fcustomers%2Fnew$/);
  expect((await page.request.get("/customers/new", { maxRedirects: 0 })).status(), "the session is over").toBe(307);
  await page.getByLabel("User name").fill(NAME);
  await page.getByLabel("Password", { exact: true }).fill(passwordOf(NAME));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Code").fill(await freshCode(demoSecretOf(NAME)));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/customers\/new$/);
  await expect(page.getByLabel("Full name")).toHaveValue("Åse Lindqvist");
  await expect(page.getByLabel("Day")).toHaveValue("3");
  await expect(page.getByLabel("Nationality")).toHaveValue("SE");
  await page.context().close();
});

test("control 17: two tabs that nobody touches warn together, and one word keeps both", async ({ browser }) => {
  const page = await signIn(browser, NAME, { own: true });
  // One clock for every tab of this browser.
  await page.clock.install();
  await page.goto("/customers/new");
  const other = await page.context().newPage();
  await other.goto("/customers");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  const warnings = [page, other].map((tab) => tab.getByRole("alertdialog", { name: "Are you still there?" }));

  await page.clock.fastForward(11 * MINUTE_MS);
  // Time enough for a word from tab to tab and back, which must not start either clock again.
  expect((await other.request.get("/help")).status()).toBe(200);
  for (const warning of warnings) await expect(warning).toBeHidden();
  await page.clock.fastForward(1.1 * MINUTE_MS);
  for (const warning of warnings) await expect(warning).toBeVisible();

  const stayed = other.waitForResponse(/\/sign-in\/stay$/);
  await other.bringToFront();
  await other.keyboard.press("Enter");
  expect((await stayed).status()).toBe(204);
  for (const warning of warnings) await expect(warning).toBeHidden();
  await page.clock.fastForward(11 * MINUTE_MS);
  for (const warning of warnings) await expect(warning).toBeHidden();
  await page.context().close();
});

/** As if the second factor had been given six minutes ago. */
async function ages(page: Page): Promise<void> {
  const token = (await page.context().cookies()).find(({ name }) => name.endsWith("bank.sid"))?.value ?? "";
  const sql = postgres(process.env.DATABASE_ADMIN_URL ?? "", { max: 1 });
  const hash = createHash("sha256").update(token).digest();
  const aged = await sql`
    update sessions set factor_at = factor_at - interval '6 minutes' where token_hash = ${hash} returning 1`;
  await sql.end();
  expect(aged).toHaveLength(1);
}

async function confirms(page: Page, signInName: string): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\/code\?next=/);
  await expect(page.getByRole("heading", { name: "Confirm it is you" })).toBeVisible();
  await page.getByLabel("Code").fill(await freshCode(demoSecretOf(signInName)));
  await page.getByRole("button", { name: "Continue" }).click();
}

test("control 21: an officer proves again in the middle of a customer's new address, and goes on with what was typed", async ({
  browser,
}) => {
  const page = await signIn(browser, NAME, { own: true });
  await page.goto(`/customers?q=${encodeURIComponent("Łukasz Wójcik")}`);
  await page.getByRole("table").getByRole("link", { name: "Łukasz Wójcik", exact: true }).click();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  const form = `${new URL(page.url()).pathname}/contact`;
  await page.goto(form);
  const street = page.getByLabel("Street and number");
  const lived = await street.inputValue();
  await street.fill("Neuer Weg 12");
  await page.getByLabel("Postcode").fill("1090");
  await ages(page);
  await page.getByRole("button", { name: /^Change the contact of/ }).click();
  await confirms(page, NAME);
  await expect(page).toHaveURL(new RegExp(`${form}$`));
  await expect(street, "what was typed is kept").toHaveValue("Neuer Weg 12");
  await expect(page.getByLabel("Postcode")).toHaveValue("1090");
  const other = await page.context().newPage();
  await other.goto(form);
  await expect(other.getByLabel("Street and number"), "nothing was changed without the proof").toHaveValue(lived);
  await page.getByRole("button", { name: /^Change the contact of/ }).click();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}$/);
  await other.reload();
  await expect(other.getByLabel("Street and number")).toHaveValue("Neuer Weg 12");
  await page.context().close();
});

test("control 21: a customer proves again in the middle of naming somebody to pay, and goes on with what was typed", async ({
  browser,
}) => {
  const page = await signIn(browser, "siobhan", { own: true, phone: true });
  await page.goto("/my/beneficiaries/new");
  await page.getByLabel("Name", { exact: true }).fill("Somebody Nobody Knows");
  await page.getByLabel("IBAN").fill("AT61 1904 3002 3457 3201");
  await page.getByLabel("What you call them").fill("Landlord");
  await ages(page);
  await page.getByRole("button", { name: "Save" }).click();
  await confirms(page, "siobhan");
  await expect(page).toHaveURL(/\/my\/beneficiaries\/new$/);
  await expect(page.getByLabel("Name", { exact: true }), "what was typed is kept").toHaveValue("Somebody Nobody Knows");
  await expect(page.getByLabel("IBAN")).toHaveValue("AT61 1904 3002 3457 3201");
  await expect(page.getByLabel("What you call them")).toHaveValue("Landlord");
  await page.getByRole("button", { name: "Save" }).click();
  // The proof holds: what is told now is about the account.
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This IBAN belongs to another bank.");
  await page.context().close();
});
