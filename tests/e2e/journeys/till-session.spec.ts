import { expect, test } from "@playwright/test";
import { Counting } from "../support/counting";
import { fits320, hasPlainFields, inTheme, passesAxe } from "../support/looks";
import { signIn } from "../support/people";
import { bringCash } from "../support/tills";

// Four people and many pages: longer than most.
test.slow();

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
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("grid", { name: "Counted, EUR" })).toBeVisible();
  // Once the count has begun the figure is kept back, wherever the teller or another who counts looks for it.
  for (const who of [teller, custodian]) {
    await who.goto("/cash");
    await expect(who.getByRole("row", { name: /^Till 1/ })).toContainText("being counted");
    await expect(who.getByRole("row", { name: /^Till 1/ })).not.toContainText("200.00");
    await who.goto("/cash/position");
    await expect(who.getByRole("rowheader", { name: /^Till 2/ }).first()).toBeVisible();
    await expect(who.getByRole("rowheader", { name: /^Till 1/ })).toHaveCount(0);
  }
  await teller.goto("/cash/sessions");
  await teller.getByRole("row").filter({ hasText: "Till 1" }).first().getByRole("link").click();
  await expect(teller.getByRole("main")).toContainText("Till 1 is being counted");
  await expect(teller.getByRole("main")).not.toContainText("200.00");
  await teller.goto("/desk");
  await expect(teller.getByRole("main")).toContainText("It is being counted");
  await expect(teller.getByRole("main")).not.toContainText("200.00");
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
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();

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
  await teller.getByRole("button", { name: "Begin the count" }).click();
  await teller.getByLabel("10", { exact: true }).first().fill("19");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CNT-/);
  await expect(teller.getByRole("article"), "the slip names each note").toContainText("19 × 10");

  // The day's movements stand below a till that is closed, too, and scroll in their own frame.
  await teller.setViewportSize({ width: 375, height: 800 });
  await teller.goto("/desk");
  await expect(teller.getByRole("heading", { name: "Movements today" })).toBeVisible();
  expect(await teller.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("opening a till on its counted float takes at most 3 interactions, and one count a kind of note", async ({
  browser,
}) => {
  const teller = await signIn(browser, "teller.oldtown");
  await teller.goto("/desk");
  await expect(teller.getByRole("option", { name: /^Till 1, holds €190\.00/ })).toHaveCount(1);
  const hand = new Counting(teller);
  await hand.note("10", "19");
  await hand.press("F9");
  await expect(teller.getByRole("heading", { name: "Till 1", level: 1 })).toBeVisible();
  hand.told("opening a till");
  expect(hand.interactions).toBeLessThanOrEqual(3);
  expect(hand.counts).toBe(1);
  await teller.goto("/desk/close");
  await teller.getByRole("button", { name: "Begin the count" }).click();
  await teller.getByLabel("10", { exact: true }).first().fill("19");
  await teller.keyboard.press("F9");
  await expect(teller).toHaveURL(/\/receipts\/CNT-/);
});

test("a till changes hands by a count both agree to, and a colleague closes it for a teller who cannot", async ({
  browser,
}) => {
  const [teller, second, custodian, manager] = await Promise.all(
    ["teller.oldtown", "teller2.oldtown", "custodian.oldtown", "manager.oldtown"].map((name) => signIn(browser, name)),
  );
  if (!teller || !second || !custodian || !manager) throw new Error("nobody is there");
  await teller.goto("/desk");
  await teller.getByLabel("Till", { exact: true }).selectOption({ label: "Till 2, empty" });
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("heading", { name: "Till 2", level: 1 })).toBeVisible();
  await bringCash(custodian, teller, {
    till: /^Till 2/,
    amount: "40.00",
    notes: [["20", "2"]],
  });
  const stale = await teller.context().newPage();
  await stale.goto("/desk/close");
  await expect(stale.getByRole("button", { name: "Begin the count" })).toBeVisible();

  await teller.goto("/desk");
  await teller.getByRole("button", { name: "Hand the till to a colleague" }).click();
  await teller.waitForURL(/\/desk\/hand-over$/);
  await expect(teller.getByRole("main"), "the count is blind").not.toContainText("40.00");
  await teller.getByLabel("To", { exact: true }).selectOption({ label: "Greta Olsen" });
  await teller.getByLabel("20", { exact: true }).first().fill("2");
  await teller.keyboard.press("F9");
  await expect(teller.getByText("Greta Olsen has to agree to the count")).toBeVisible();

  await second.goto("/desk");
  const offered = second.getByRole("region", { name: "Till 2 from Yusuf Adler" });
  await expect(offered.getByRole("row", { name: /^20/ })).toContainText("40.00");
  for (const theme of ["light", "dark"] as const) {
    await inTheme(second, theme);
    await second.goto("/desk");
    await passesAxe(second, theme);
  }
  await fits320(second);
  await second.setViewportSize({ width: 1366, height: 768 });
  await second.getByRole("button", { name: "Agree and take Till 2" }).click();
  await expect(second.getByRole("heading", { name: "Till 2", level: 1 })).toBeVisible();
  await expect(second.getByRole("row", { name: /^EUR/ }).first()).toContainText("40.00");

  // The teller opens another till: the form of the one before closes nothing.
  await teller.goto("/desk");
  await teller.getByLabel("Till", { exact: true }).selectOption({ label: "Till 3, empty" });
  await teller.keyboard.press("F9");
  await expect(teller.getByRole("heading", { name: "Till 3", level: 1 })).toBeVisible();
  await stale.bringToFront();
  await stale.keyboard.press("F9");
  await expect(stale.getByRole("alert").filter({ hasText: "Not done yet" })).toContainText(
    "This form belongs to a till session that has ended. Open the page again and start from there.",
  );
  await stale.close();

  // Cash that Greta handed over and nobody took holds up nobody.
  await second.goto("/desk/give");
  await second.getByLabel("To").selectOption({ label: "Till 3, Yusuf Adler" });
  await second.getByLabel("Amount in euro").fill("20.00");
  await second.keyboard.press("F9");
  await expect(second).toHaveURL(/\/cash\?given=yes/);
  await second.goBack();
  await expect(second.getByText(/^Already sent at \d\d:\d\d$/)).toBeVisible();
  await expect(second.getByRole("button", { name: /^Hand over/ })).toBeHidden();

  // Greta is taken ill: somebody else counts, and two people close.
  await custodian.goto("/cash");
  await custodian.getByRole("link", { name: "Count Till 2 in Greta Olsen’s place" }).click();
  await expect(custodian.getByRole("heading", { name: "Till 2, open with Greta Olsen" })).toBeVisible();
  await custodian.getByRole("button", { name: "Take €20.00 back to Till 2" }).click();
  await custodian.getByRole("button", { name: "Begin the count" }).click();
  await expect(custodian.getByRole("main"), "the count is blind").not.toContainText("40.00");
  await custodian.getByLabel("20", { exact: true }).first().fill("1");
  await custodian.keyboard.press("F9");
  await expect(custodian.getByText("€20.00 short")).toBeVisible();
  await custodian.getByRole("button", { name: "Count again" }).click();
  await custodian.getByLabel("20", { exact: true }).first().fill("2");
  await custodian.keyboard.press("F9");
  await expect(custodian.getByText("The count agrees with the books")).toBeVisible();
  await inTheme(custodian, "dark");
  await custodian.reload();
  await passesAxe(custodian, "dark");
  await custodian.getByLabel("Why you count in Greta Olsen’s place").fill("Taken ill at noon");
  await custodian.keyboard.press("F9");
  await custodian.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await second.goto("/desk");
  await expect(second.getByText("Counted at")).toContainText("by Birgit Szabo");

  await manager.goto("/approvals");
  await manager
    .getByRole("link", { name: /Close a colleague’s till/ })
    .first()
    .click();
  await expect(manager.getByRole("main")).toContainText("Taken ill at noon");
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await second.goto("/desk");
  await expect(second.getByRole("heading", { name: "Your till is not open" })).toBeVisible();
  await expect(second.getByText("Your till was counted and closed by a colleague")).toBeVisible();
  await teller.goto("/desk/close");
  await teller.keyboard.press("F9");
  const close = teller.getByRole("button", { name: "Close Till 3" });
  await close.click();
  await expect(teller.getByRole("alert").filter({ hasText: "Not done yet" })).toContainText(
    "Count the notes and coins first.",
  );
  await teller.getByLabel("20", { exact: true }).first().fill("0");
  await close.click();
  await expect(teller).toHaveURL(/\/receipts\/CNT-/);
});

test("a shortage that was found is cleared by two, and the journal says what the till held all along", async ({
  browser,
}) => {
  const [custodian, manager] = await Promise.all(
    ["custodian.oldtown", "manager.oldtown"].map((name) => signIn(browser, name)),
  );
  if (!custodian || !manager) throw new Error("nobody is there");
  // The vault is counted as a till is: what differs from the books is told, and nothing is booked without a reason.
  await custodian.goto("/cash");
  await custodian.getByRole("link", { name: "Count the vault" }).click();
  await expect(custodian.getByRole("heading", { name: "Count the vault", level: 1 })).toBeVisible();
  await custodian.keyboard.press("F4");
  await custodian.keyboard.press("1");
  await custodian.keyboard.press("F9");
  await expect(custodian.getByRole("alert").filter({ hasText: "Not done yet" })).toContainText(
    "This is not what the books hold. Count again.",
  );
  await expect(custodian.getByLabel("500", { exact: true }).first(), "typed counts are kept").toHaveValue("1");
  await custodian.getByLabel("Why it differs").fill("Counted before the van came");
  await custodian.keyboard.press("F9");
  await custodian.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await custodian.goBack();
  await expect(custodian.getByText(/^Sent for a second person at \d\d:\d\d$/)).toBeVisible();
  await expect(custodian.getByRole("button", { name: "Keep the count" })).toBeHidden();
  await custodian.getByRole("link", { name: "See the request" }).click();
  await custodian.getByRole("button", { name: "Withdraw the request" }).click();
  await expect(custodian.getByRole("main").locator("header")).toContainText("Withdrawn");

  await custodian.goto("/cash/differences?state=open");
  const row = custodian.getByRole("row").filter({ hasText: "One ten was missing after the lunch break" });
  await row.getByRole("link").first().click();
  await expect(custodian.getByRole("heading", { name: "€10.00 short", level: 1 })).toBeVisible();
  for (const theme of ["light", "dark"] as const) {
    await inTheme(custodian, theme);
    await custodian.reload();
    await passesAxe(custodian, theme);
  }
  await fits320(custodian);
  await custodian.setViewportSize({ width: 1366, height: 768 });
  await custodian.getByLabel("It is lost: the bank bears it").check();
  await custodian.getByLabel("How it was found").fill("Searched for, not found");
  await custodian.keyboard.press("F9");
  await custodian.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
  await manager.goto("/approvals");
  await manager
    .getByRole("link", { name: /Clear a cash difference/ })
    .first()
    .click();
  await expect(manager.getByRole("main")).toContainText("Searched for, not found");
  await manager.getByRole("button", { name: "Approve" }).click();
  await expect(manager.locator("main header").getByText("Approved", { exact: true })).toBeVisible();
  await custodian.goto("/cash/differences");
  await expect(row).toContainText("Cleared");
  await row.getByRole("link").first().click();
  await expect(custodian.getByRole("row").filter({ hasText: "Borne by the bank" })).toContainText("10.00");

  // The first session on Till 1 began empty, got 200 from the vault and ended ten short.
  await custodian.goto("/cash/sessions");
  await custodian.getByRole("row").filter({ hasText: "Till 1" }).nth(2).getByRole("link").click();
  await expect(custodian.getByRole("heading", { name: "Journal of Till 1" })).toBeVisible();
  const rows = custodian.locator("#journal tbody tr");
  await expect(rows.first()).toContainText("Cash short at the count");
  await expect(rows.first()).toContainText("190.00");
  await expect(rows.last()).toContainText("Cash from vault to till");
  await expect(rows.last()).toContainText("200.00");
  await custodian.getByRole("link", { name: "Whole, for printing" }).click();
  await expect(rows.first(), "on paper the oldest comes first").toContainText("Cash from vault to till");
  const [file] = await Promise.all([
    custodian.waitForEvent("download"),
    custodian.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^journal-till-1-\d{4}-\d\d-\d\d\.csv$/);
});
