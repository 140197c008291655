import { expect, test } from "@playwright/test";
import { fits320, hasPlainFields, inTheme, passesAxe } from "../support/looks";
import { signIn } from "../support/people";
import { bringCash } from "../support/tills";

/** A teller's session from the counted float to the blind count, with the second person that a difference needs. */
test("a till is opened on its counted float, counted blind, and a difference is booked only by two", async ({
  browser,
}) => {
  const [teller, custodian, manager] = await Promise.all(
    ["teller.oldtown", "custodian.oldtown", "manager.oldtown"].map((name) => signIn(browser, name)),
  );
  if (!teller || !custodian || !manager) throw new Error("nobody is there");

  // An empty till has nothing to count: two presses of a key.
  await teller.goto("/desk");
  await expect(teller.getByRole("grid", { name: "Float, EUR" })).toBeVisible();
  await hasPlainFields(teller);
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("heading", { name: "Till 1", level: 1 })).toBeVisible();

  await bringCash(custodian, teller, {
    till: /^Till 1/,
    amount: "200.00",
    notes: [
      ["100", "1"],
      ["10", "10"],
    ],
  });

  await teller.goto("/desk/close");
  await expect(teller.getByRole("main"), "the count is blind").not.toContainText("200.00");
  for (const theme of ["light", "dark"] as const) {
    await inTheme(teller, theme);
    await teller.goto("/desk/close");
    await passesAxe(teller, theme);
  }
  await fits320(teller);
  await teller.setViewportSize({ width: 1366, height: 768 });
  await hasPlainFields(teller);

  // The keypad alone: F4 leads into the grid, Enter and the arrows move in it.
  await teller.keyboard.press("F4");
  const euro = teller.getByRole("grid", { name: "Counted, EUR" });
  await expect(euro.getByLabel("500", { exact: true })).toBeFocused();
  for (const key of ["Enter", "ArrowDown", "1", "Enter", "1", "ArrowUp", "ArrowDown", "Enter", "2"])
    await teller.keyboard.press(key);
  await expect(euro.getByLabel("100", { exact: true })).toHaveValue("1");
  await expect(euro.getByLabel("50", { exact: true })).toHaveValue("1");
  await expect(euro.getByLabel("20", { exact: true })).toHaveValue("2");
  await expect(euro.getByRole("row").last()).toContainText("190.00");
  await teller.keyboard.press("F9");
  await expect(teller.getByText("€10.00 short")).toBeVisible();
  await expect(teller.getByRole("row", { name: /^EUR/ })).toContainText("200.00");

  await teller.getByLabel("Why it differs").fill("One ten was missing after the lunch break");
  await teller.keyboard.press("F9");
  await teller.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await expect(teller.getByText("You made this request")).toBeVisible();
  await teller.goto("/desk");
  await expect(teller.getByText("A second person decides")).toBeVisible();

  await manager.goto("/approvals");
  await manager
    .getByRole("link", { name: /Close a till over or short/ })
    .first()
    .click();
  await expect(manager.getByRole("main")).toContainText("€190.00, €10.00 short");
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.getByText("Approved").first()).toBeVisible();

  // The next session begins on what was counted; a float that differs opens nothing by itself.
  await teller.goto("/desk");
  await expect(teller.getByRole("option", { name: /^Till 1, holds €190\.00/ })).toHaveCount(1);
  await teller.keyboard.press("F4");
  for (const key of ["ArrowDown", "ArrowDown", "2"]) await teller.keyboard.press(key);
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("alert").filter({ hasText: "Not done yet" })).toContainText(
    "left €190.00: €10.00 over. Count again.",
  );
  await expect(teller.getByLabel("100", { exact: true }).first(), "typed counts are kept").toHaveValue("2");
  await teller.getByLabel("100", { exact: true }).first().fill("1");
  await teller.getByLabel("10", { exact: true }).first().fill("9");
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("heading", { name: "Till 1", level: 1 })).toBeVisible();

  await teller.getByRole("button", { name: "Suspend" }).click();
  await expect(teller.getByText("This till is suspended")).toBeVisible();
  await teller.goto("/desk/close");
  await teller.getByLabel("10", { exact: true }).first().fill("19");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CNT-/);
  await expect(teller.getByRole("article"), "the slip names each note").toContainText("19 × 10");
});
