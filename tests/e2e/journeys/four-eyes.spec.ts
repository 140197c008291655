import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { freshly, setUpAuthenticator, signIn, signInByHand } from "../support/people";

test("a colleague is asked for by one administrator, let in by another, and signs in with a code", async ({
  browser,
}) => {
  const [maker, checker] = await Promise.all([signIn(browser, "admin"), signIn(browser, "admin2")]);
  const name = `Petra Lindqvist ${randomUUID().slice(0, 8)}`;
  const user = name.toLowerCase().replaceAll(" ", ".");

  await maker.goto("/settings/staff/new");
  await maker.getByLabel("Name", { exact: true }).fill(name);
  await maker.getByLabel("User name").fill(user);
  await maker.getByLabel("Branch", { exact: true }).selectOption({ label: "Harbour" });
  await maker.getByLabel("teller", { exact: true }).check();
  await maker.getByLabel("Reason").fill("The counter opens on Saturdays");
  await freshly("admin");
  await maker.getByRole("button", { name: "Ask for this colleague" }).click();

  await maker.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await expect(maker.getByText("You made this request")).toBeVisible();
  await expect(maker.getByRole("button", { name: "Approve" })).toHaveCount(0);

  await checker.goto(maker.url());
  await expect(checker.getByRole("main")).toContainText(name);
  await checker.getByRole("button", { name: "Approve" }).click();
  await expect(checker.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expect(checker.locator("main header").getByText("Approved", { exact: true })).toBeVisible();

  await maker.goto(`/settings/staff?q=${encodeURIComponent(name)}`);
  await maker.getByRole("table").getByRole("link", { name }).click();
  await freshly("admin");
  await maker.getByRole("button", { name: "Issue enrolment code" }).click();
  const code = await maker.getByText(/^[0-9A-Z]{4}( [0-9A-Z]{4}){3}$/).innerText();

  const colleague = await (await browser.newContext()).newPage();
  await colleague.goto("/enrol/staff");
  await colleague.getByLabel("Code").fill(code);
  await colleague.getByLabel("Password", { exact: true }).fill("saturday counter and keys");
  await colleague.getByLabel("Password again").fill("saturday counter and keys");
  await colleague.getByRole("button", { name: "Set my password" }).click();
  await expect(colleague).not.toHaveURL(/\/enrol/);

  await signInByHand(colleague, user, { password: "saturday counter and keys" });
  await expect(colleague, "control 26: the password alone leads to the second factor").toHaveURL(/\/sign-in\/factor/);
  await colleague.goto("/desk");
  await expect(colleague).toHaveURL(/\/sign-in\/factor\?next=%2Fdesk/);
  await expect(
    colleague.getByRole("heading", { level: 2 }),
    "control 26: staff are offered a passkey first",
  ).toHaveText(["A passkey", "Or an authenticator app"]);
  const secret = await setUpAuthenticator(colleague);
  await expect(colleague).toHaveURL(/\/desk/);
  const teller = await signIn(browser, user, { password: "saturday counter and keys", secret });
  await expect(teller).toHaveURL(/\/desk/);
});
