import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { freshly, signIn } from "../support/people";

test("control 46: a colleague is asked for with a role that ends by itself, and the second person sees its last day", async ({
  browser,
}) => {
  const userName = `stand.in.${randomUUID().slice(0, 8)}`;
  const name = `Stand-in ${userName.slice(-8)}`;
  await freshly("admin");
  const admin = await signIn(browser, "admin");
  await admin.goto("/settings/staff/new");
  await admin.getByLabel("Name", { exact: true }).fill(name);
  await admin.getByLabel("User name").fill(userName);
  await admin.getByLabel("Branch", { exact: true }).selectOption({ label: "Old Town" });
  const lastDay = admin.getByLabel("Last day teller");
  await expect(lastDay, "asked for once the role is given").toBeHidden();
  await admin.getByLabel("teller", { exact: true }).check();
  await lastDay.fill("2020-03-31");
  await admin.getByLabel("Reason").fill("Stands in for a colleague on leave");
  await admin.locator("form#invite").evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
  await admin.getByRole("button", { name: "Ask for this colleague" }).click();
  await expect(admin.getByText("This day has passed. Choose a later one.").first()).toBeVisible();
  await expect(lastDay).toHaveValue("2020-03-31");
  await expect(admin.getByLabel("teller", { exact: true })).toBeChecked();
  await lastDay.fill("2031-03-31");
  await admin.getByRole("button", { name: "Ask for this colleague" }).click();
  await admin.waitForURL(/\/approvals\/[0-9a-f-]{36}/);

  const second = await signIn(browser, "admin2");
  await second.goto(admin.url());
  await expect(second.getByText("teller until 31 Mar 2031")).toBeVisible();
  await second.getByRole("button", { name: "Approve" }).click();
  await expect(second.getByText("Approved").first()).toBeVisible();

  await admin.goto("/settings/staff");
  await admin.getByLabel("Name", { exact: true }).fill(name);
  await admin.getByLabel("A role ends").selectOption("some_day");
  await admin.getByRole("button", { name: "Show" }).click();
  await expect(admin.getByRole("row", { name })).toContainText("teller until 31 Mar 2031");
  await admin.getByRole("table").getByRole("link", { name }).click();
  await expect(admin.getByText("teller until 31 Mar 2031")).toBeVisible();
  await expect(admin.getByLabel("Last day teller")).toHaveValue("2031-03-31");
  await admin.goto("/settings/staff/roles/teller");
  await expect(admin.getByText(`${name} until 31 Mar 2031`)).toBeVisible();
  await admin.goto(`/settings/staff?ending=soon&q=${encodeURIComponent(name)}`);
  await expect(admin.getByText("No colleague for these filters")).toBeVisible();
});
