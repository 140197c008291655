import { expect, test } from "@playwright/test";
import { freshCode } from "../../support/demo-session";
import { freshly, setUpAuthenticator, signIn, typePassword } from "../support/people";

const NAME = "greta.v";
const LOST = "seven gulls at the quay";
const FRESH = "nine geese over the pier";

test("control 30: a lost password is replaced by a mailed link, and the second factor is asked for as before", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/customers?q=Greta+Vesterberg");
  const record = await officer
    .getByRole("table")
    .getByRole("link", { name: "Greta Vesterberg", exact: true })
    .getAttribute("href");
  await officer.goto(`${record}/enrolment`);
  await freshly("service");
  await officer.getByRole("button", { name: "Issue enrolment code" }).click();
  const slip = await officer.getByRole("region", { name: "Enrolment slip" }).innerText();
  await officer.context().close();

  const page = await (await browser.newContext({ viewport: { width: 375, height: 812 } })).newPage();
  await page.goto("/enrol");
  await page.getByLabel("Code").fill(slip.match(/[0-9A-Z]{4}(?: [0-9A-Z]{4}){3}/)?.[0] ?? "");
  await page.getByLabel("User name").fill(NAME);
  await page.getByLabel("Password", { exact: true }).fill(LOST);
  await page.getByLabel("Password again").fill(LOST);
  await page.getByRole("button", { name: "Make my sign-in" }).click();
  await expect(page.getByText("Your sign-in is ready")).toBeVisible();
  await typePassword(page, NAME, LOST);
  await page.goto("/sign-in/factor");
  const secret = await setUpAuthenticator(page, { password: LOST });

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto("/sign-in");
  await elsewhere.getByRole("link", { name: "Have you lost your password?" }).click();
  for (const name of ["nobody.at.all", NAME]) {
    await elsewhere.getByLabel("User name").fill(name);
    await elsewhere.getByRole("button", { name: "Send me a link" }).click();
    await expect(elsewhere.getByText("If we know this user name, a link is on its way")).toBeVisible();
    await elsewhere.goto("/recover");
  }

  const admin = await signIn(browser, "admin");
  await admin.goto("/mailbox");
  const mail = await admin
    .getByRole("row", { name: /greta.*Choose a new password/i })
    .first()
    .innerText();
  const link = mail.match(/https?:\/\/\S+\/recover\/password\?link=[\w-]{43}/)?.[0] ?? "";
  await admin.context().close();

  await elsewhere.goto(link);
  for (const password of ["password1234", FRESH]) {
    await elsewhere.getByLabel("New password", { exact: true }).fill(password);
    await elsewhere.getByLabel("New password again").fill(password);
    await elsewhere.getByRole("button", { name: "Set my new password" }).click();
    if (password !== FRESH)
      await expect(elsewhere.getByRole("main").getByRole("alert")).toContainText(
        "one of the first that others would try",
      );
  }
  await expect(elsewhere.getByText("Your new password is set")).toBeVisible();

  await page.goto("/my");
  await expect(page, "every session is over").toHaveURL(/\/sign-in/);
  await typePassword(elsewhere, NAME, FRESH);
  await expect(elsewhere).toHaveURL(/\/sign-in\/code/);
  await elsewhere.getByLabel("Code").fill(await freshCode(secret));
  await elsewhere.getByRole("button", { name: "Continue" }).click();
  await expect(elsewhere).toHaveURL(/\/my$/);
  await expect(elsewhere.getByText("A new password was set with a link")).toBeVisible();
  await elsewhere.goto(link);
  await expect(elsewhere.getByText("This link was used, or its 15 minutes are over")).toBeVisible();
});
