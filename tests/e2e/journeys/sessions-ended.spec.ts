import { expect, test } from "@playwright/test";
import { freshly, signIn, signInByHand } from "../support/people";

test("control 19: a customer sees where they are signed in and ends another device, which is out on its next request", async ({
  browser,
}) => {
  const here = await signIn(browser, "siobhan", { own: true });
  const there = await signIn(browser, "siobhan", { own: true, context: { userAgent: PHONE } });
  await here.goto("/my/security");
  const list = here.getByRole("region", { name: "Where you are signed in" });
  await expect(list.getByText("this device")).toBeVisible();
  await expect(list.getByText("Safari on iPhone", { exact: true })).toBeVisible();
  await there.goto("/my");
  await expect(there.getByRole("heading", { level: 1 })).toBeVisible();

  await list.getByRole("button", { name: /Safari on iPhone/ }).click();
  await expect(here.getByText("The session is ended. That device has to sign in again.")).toBeVisible();
  await expect(list.getByText("Safari on iPhone", { exact: true })).toHaveCount(0);

  await there.goto("/my/transfer");
  await expect(there).toHaveURL(/\/sign-in\?/);
  await here.goto("/my");
  await expect(here, "their own goes on").not.toHaveURL(/\/sign-in/);
  await Promise.all([here.context().close(), there.context().close()]);
});

test("control 19: an administrator ends a colleague's session and says why; the colleague is out on the next request and told", async ({
  browser,
}) => {
  const colleague = await signIn(browser, "loans.oldtown", { own: true, context: { userAgent: PHONE } });
  await colleague.goto("/loans");
  await expect(colleague.getByRole("heading", { level: 1 })).toHaveText("Loans");
  const admin = await signIn(browser, "admin2");
  await admin.goto("/settings/staff?q=loans.oldtown");
  await admin.getByRole("table").getByRole("link").first().click();
  const sessions = admin.getByRole("region", { name: "Where they are signed in" });
  // Other tests of a run may have left the colleague signed in elsewhere.
  const form = sessions.locator("form").filter({ hasText: "Safari on iPhone" });
  const end = form.getByRole("button", { name: "End the session on Safari on iPhone" });
  await end.click();
  await expect(form.getByText("Enter a reason.").first(), "nothing ends without a reason").toBeVisible();
  await colleague.reload();
  await expect(colleague.getByRole("heading", { level: 1 })).toHaveText("Loans");

  await form.getByLabel("Reason").fill("Left the phone in the tram");
  await freshly("admin2");
  await end.click();
  await expect(end).toHaveCount(0);
  await colleague.goto("/loans");
  await expect(colleague).toHaveURL(/\/sign-in\?next=%2Floans/);

  await admin.goto("/activity?act=session.ended_other");
  await expect(admin.getByRole("row", { name: /Ended a colleague’s session/ }).first()).toBeVisible();
  await signInByHand(colleague, "loans.oldtown");
  await colleague.goto("/settings/me");
  await expect(colleague.getByText("An administrator ended your session").first()).toBeVisible();
  await colleague.context().close();
});

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
