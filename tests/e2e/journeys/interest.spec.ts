import { expect } from "@playwright/test";
import { test } from "../support/counter";
import { signIn } from "../support/people";

test("a savings account tells what it earned, how that was worked out, and what a closing would settle", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/accounts?kind=savings&status=active");
  await officer.getByRole("table").locator("a[href^='/accounts/']").last().click();
  await officer.waitForURL(/\/accounts\/[0-9a-f-]{36}$/);
  const account = new URL(officer.url()).pathname;
  await expect(officer.getByRole("heading", { name: "Interest" })).toBeVisible();
  await expect(officer.getByText(/2\.10\s%\sa year.*brought to the account each quarter/)).toBeVisible();
  await expect(officer.getByText(/^Earned since 1 Oct 2026/)).toBeVisible();
  await officer.getByRole("link", { name: "How this was worked out" }).click();
  await expect(officer.getByText(/× 2\.10\s% × \d+ days ÷ 360 \(30\/360\)/).first()).toBeVisible();
  await expect(officer.getByText(/rounded once$/)).toBeVisible();

  await officer.getByRole("link", { name: /^INT-/ }).first().click();
  await expect(officer.getByRole("article", { name: /^Receipt INT-/ })).toContainText(
    /Interest from \d+ \w+ 2026 to 30 Sep 2026/,
  );
  await officer.goto(`${account}/close`);
  await expect(officer.getByText(/^Interest: earned since 1 Oct 2026, settled with the closing/)).toBeVisible();

  await officer.getByRole("link", { name: "Settle the interest…" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Settle the interest");
  const line = (term: string) => officer.locator("dl > div", { hasText: term }).locator("dd");
  const earned = await line("Earned since").innerText();
  await expect(officer.getByRole("button", { name: `Pay ${earned} to the account` })).toBeVisible();
  const after = await line("Balance after").innerText();
  await officer.keyboard.press("F9");
  await officer.waitForURL(/\/close#settled$/);
  await expect(officer.getByText("The interest is settled")).toBeVisible();
  await expect(officer.getByText(new RegExp(`withdrawal of ${after.replace(/[.€]/g, "\\$&")}`))).toBeVisible();
  await officer.locator("#settled").getByRole("link", { name: /^INT-/ }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(officer.getByRole("article", { name: /^Receipt INT-/ })).toContainText(earned);
  await officer.context().close();
});

test("the books hold what was accrued, and the entry that paid it says which nights it was for", async ({
  browser,
}) => {
  const auditor = await signIn(browser, "auditor");
  await auditor.goto("/movements?kind=deposit_interest_paid");
  await expect(auditor.getByRole("main")).toContainText(
    /31 days, from \d+ \w+ \d{4} on\. Set “Booked from” to look further back\./,
  );
  await auditor.getByRole("table").getByRole("link", { name: /^INT-/ }).first().click();
  await expect(auditor.getByRole("main")).toContainText(/Interest from \d+ \w+ 2026 to \d+ \w+ 2026/);
  await auditor.context().close();
});

test("a term deposit is opened from a current account, told what to do at maturity, and closed early", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/accounts?q=Siobh&kind=current");
  await officer.getByRole("table").locator("a[href^='/accounts/']").last().click();
  await officer.waitForURL(/\/accounts\/[0-9a-f-]{36}$/);
  await officer.getByRole("link", { name: "Term deposit…" }).click();
  await officer.getByLabel("Amount in euro").fill("100.00");
  await officer.getByLabel("Months", { exact: true }).fill("6");
  await officer.keyboard.press("F9");
  await expect(officer.getByRole("main").getByRole("alert")).toContainText(
    "This product takes €500.00 to €200,000.00.",
  );
  await officer.getByLabel("Amount in euro").fill("500.00");
  await officer.keyboard.press("F9");
  await officer.waitForURL(/\/accounts\/[0-9a-f-]{36}\?opened/);
  const deposit = new URL(officer.url()).pathname;
  await expect(officer.getByRole("heading", { name: "Term deposit", exact: true }).last()).toBeVisible();
  await officer.getByRole("link", { name: "Change what happens at maturity" }).click();
  await officer.getByLabel("Renew the principal and the interest").check();
  await officer.getByRole("button", { name: "Save" }).click();
  await officer.waitForURL(({ pathname }) => pathname === deposit);
  await expect(officer.getByRole("main")).toContainText(/At maturity\s*Renew the principal and the interest/);

  await officer.goto(`${deposit}/maturity`);
  await officer.getByLabel("Reason").fill("Needs it for the car");
  await officer.getByRole("button", { name: "Close the deposit early" }).click();
  await expect(officer.getByRole("region", { name: "Term deposit", exact: true })).toContainText("Closed early");
  await officer.context().close();
});
