import { expect } from "@playwright/test";
import { accountOf, test } from "../support/counter";
import { fits320, hasPlainFields, inTheme, passesAxe } from "../support/looks";

/** The forms that move money, live at an open till: as they come, and as they come back refused. */
const forms = [
  ["deposit", /^Deposit/],
  ["withdraw", /^Pay/],
  ["transfer", /^Transfer/],
] as const;

for (const [act, button] of forms) {
  test(`${act}: who, which account and what is available are in sight, and nothing stands in anybody's way`, async ({
    teller,
  }) => {
    const account = await accountOf(teller, "Maria Gruber");
    for (const theme of ["light", "dark"] as const) {
      await teller.setViewportSize({ width: 1366, height: 768 });
      await inTheme(teller, theme);
      await teller.goto(`${account}/${act}`);
      await expect(teller.getByText("Maria Gruber").first()).toBeInViewport();
      await expect(teller.getByText(/··\d{4}/).first()).toBeInViewport();
      await expect(teller.getByText("Available", { exact: true })).toBeInViewport();
      await hasPlainFields(teller);
      await passesAxe(teller, theme);
      await teller.getByLabel("Amount in euro").fill("0");
      await teller.getByRole("button", { name: button }).click();
      await expect(teller.getByRole("alert").filter({ hasText: "Not done yet" })).toBeFocused();
      await passesAxe(teller, theme);
    }
    await fits320(teller);
  });
}
