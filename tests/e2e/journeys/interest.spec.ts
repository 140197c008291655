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
  await expect(officer.getByRole("heading", { name: "Interest" })).toBeVisible();
  await expect(officer.getByText(/2\.10\s%\sa year.*brought to the account each quarter/)).toBeVisible();
  await expect(officer.getByText(/^Earned since 1 Oct 2026/)).toBeVisible();
  await officer.getByText(/^How €[\d,.]+ was worked out$/).click();
  await expect(officer.getByText(/× 2\.10\s% × \d+ days ÷ 360 \(30\/360\)/).first()).toBeVisible();
  await expect(officer.getByText(/rounded once$/)).toBeVisible();

  await officer.getByRole("link", { name: /^INT-/ }).first().click();
  await expect(officer.getByText(/Interest from \d+ \w+ 2026 to 30 Sep 2026/).first()).toBeVisible();
  await officer.goBack();
  await officer.goto(`${new URL(officer.url()).pathname}/close`);
  await expect(officer.getByText(/^Interest: earned since 1 Oct 2026, settled with the closing/)).toBeVisible();
  await officer.context().close();
});

test("the books hold what was accrued, and the entry that paid it says which nights it was for", async ({
  browser,
}) => {
  const auditor = await signIn(browser, "auditor");
  await auditor.goto("/movements?kind=deposit_interest_paid");
  await auditor.getByRole("table").getByRole("link", { name: /^INT-/ }).first().click();
  await expect(auditor.getByText(/Interest from/).first()).toBeVisible();
  await auditor.context().close();
});
