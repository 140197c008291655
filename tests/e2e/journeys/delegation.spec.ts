import { expect, test } from "@playwright/test";
import { signIn } from "../support/people";

test("control 42: an officer who is away names a colleague, who decides in their place", async ({ browser }) => {
  const away = await signIn(browser, "compliance2", { own: true });
  await away.goto("/approvals");
  await away.getByRole("link", { name: "When you are away" }).click();
  await expect(away.getByRole("heading", { level: 1 })).toHaveText("When you are away");
  const today = (await away.getByLabel("From").getAttribute("min")) ?? "";
  await away.getByLabel("Who decides in your place").selectOption({ index: 1 });
  await away.getByLabel("From").fill(today);
  await away.getByLabel("Until, with this day").fill(today);
  await away.getByRole("button", { name: "Let them decide in my place" }).click();
  await expect(away.getByText("Your colleague is told")).toBeVisible();

  const other = await signIn(browser, "compliance");
  await other.goto("/approvals");
  await other.getByRole("navigation", { name: "Whose decisions" }).getByRole("link", { name: /^For / }).click();
  await expect(other.getByText(/^You decide for .+, who is away$/)).toBeVisible();
  await expect(other).toHaveURL(/\/approvals\?for=[0-9a-f-]{36}$/);

  await away.getByRole("button", { name: /^End it for/ }).click();
  await expect(away.getByText("You decide for yourself again")).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { level: 1 })).not.toHaveText("Approvals");
  await away.context().close();
});
