import { randomInt } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { Counting } from "../support/counting";
import { signIn } from "../support/people";

/** A day in its three boxes: one fact, one act of the hand. */
async function date(page: Page, label: string, [day, month, year]: readonly [string, string, string]) {
  const group = page.getByRole("group", { name: label });
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
}

test("a person with a scan of their document is taken on in at most 24 interactions, and warned of by the letters of their name", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/customers");
  const hand = new Counting(officer);
  const number = `${randomInt(1_000_000, 9_999_999)}`;
  // The first letter is Cyrillic.
  const name = `Ѕolveig Tellnes ${number.slice(3)}`;
  await hand.act(officer.getByRole("link", { name: "New customer" }).first().click());
  await hand.act(officer.getByLabel("Full name").fill(name));
  await hand.act(date(officer, "Date of birth", ["9", "11", String(randomInt(1950, 2000))]));
  await hand.act(officer.getByLabel("Nationality").selectOption("NO"));
  await hand.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Contact and address");
  await hand.act(officer.getByLabel("Phone").fill(`+43 660 ${number}`));
  await hand.act(officer.getByLabel("E-mail").fill(`tellnes${number}@example.com`));
  await hand.act(officer.getByLabel("Street and number").fill("Hafengasse 12"));
  await hand.act(officer.getByLabel("Postcode").fill("1030"));
  await hand.act(officer.getByLabel("City").fill("Wien"));
  await hand.act(officer.getByLabel("Country").selectOption("AT"));
  await hand.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Identity document");
  await hand.act(officer.getByLabel("Passport").check());
  await hand.act(officer.getByLabel("Issued by").selectOption("NO"));
  await hand.act(officer.getByLabel("Number", { exact: true }).fill(`NT${number}`));
  await hand.act(date(officer, "Date of issue", ["3", "5", "2024"]));
  await hand.act(date(officer, "Date of expiry", ["3", "5", "2034"]));
  await hand.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Check answers");
  await expect(officer.getByText("This name mixes letters of two alphabets")).toBeVisible();
  await hand.act(officer.getByRole("link", { name: "None yet" }).click());
  const scan = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#8a7f5c" } })
    .composite([{ input: Buffer.from(`<svg width="900" height="600"><text x="40" y="90">${number}</text></svg>`) }])
    .png()
    .toBuffer();
  const file = { name: "passport.png", mimeType: "image/png", buffer: scan };
  await hand.act(officer.getByLabel("Picture or PDF").setInputFiles(file));
  await hand.press("F9");
  await expect(officer.getByText("The picture is kept")).toBeVisible();
  await hand.act(officer.getByRole("link", { name: "Check answers" }).click());
  await expect(officer.getByRole("link", { name: "1 picture" })).toBeVisible();
  await hand.press("F9");
  await expect(officer.getByText("Waits for a second person")).toBeVisible();
  hand.told("Taking a person on with a scan");
  expect(hand.interactions).toBeLessThanOrEqual(24);
  await officer.context().close();
});
