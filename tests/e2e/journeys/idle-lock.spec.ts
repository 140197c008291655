import { expect, test } from "@playwright/test";
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
