import { randomInt } from "node:crypto";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { Counting } from "../support/counting";
import { date, submitApplication } from "../support/onboarding";
import { signIn } from "../support/people";

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
  await expect(officer.getByLabel("Country"), "the bank's own").toHaveValue("AT");
  await hand.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Identity document");
  await expect(officer.getByLabel("Passport"), "of a foreigner").toBeChecked();
  await expect(officer.getByLabel("Issued by")).toHaveValue("NO");
  await hand.act(officer.getByLabel("Number", { exact: true }).fill(`NT${number}`));
  await hand.act(date(officer, "Date of issue", ["3", "5", "2024"]));
  await hand.act(date(officer, "Date of expiry", ["3", "5", "2034"]));
  const scan = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#8a7f5c" } })
    .composite([{ input: Buffer.from(`<svg width="900" height="600"><text x="40" y="90">${number}</text></svg>`) }])
    .png()
    .toBuffer();
  const file = { name: "passport.png", mimeType: "image/png", buffer: scan };
  await hand.act(officer.getByLabel("Picture of its front or photo page").setInputFiles(file));
  await hand.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Tax, purpose and declarations");
  await expect(officer.getByText("The picture of the document is kept")).toBeVisible();
  await expect(officer.getByLabel("Pays tax in"), "where they live").toHaveValue("AT");
  await hand.act(officer.getByLabel("Uses the bank for").selectOption({ label: "Daily payments" }));
  await hand.act(officer.getByLabel("Money comes from").selectOption({ label: "Salary" }));
  await hand.act(officer.getByLabel("Expected a month, in euro").selectOption({ label: "2,000 to 10,000" }));
  await hand.act(officer.getByLabel("No", { exact: true }).check());
  await hand.act(officer.getByLabel(/agrees to the data notice/).check());
  await hand.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Products wanted");
  await expect(officer.getByRole("checkbox", { name: /^Everyday, EUR/ }), "for daily payments").toBeChecked();
  await hand.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Check answers");
  await expect(officer.getByText("This name mixes letters of two alphabets")).toBeVisible();
  await expect(officer.getByRole("link", { name: "1 picture" })).toBeVisible();
  await hand.press("F9");
  await expect(officer.getByText("Waits for a second person")).toBeVisible();
  hand.told("Taking a person on with a scan");
  expect(hand.interactions).toBeLessThanOrEqual(24);
  const customer = officer.url();

  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  await manager
    .getByRole("region", { name: "Waiting requests" })
    .getByRole("link", { name: new RegExp(name) })
    .click();
  await expect(manager.getByRole("region", { name: "Selected request" })).toContainText("Products wanted");
  await manager.getByLabel("Low").check();
  await manager.getByRole("button", { name: `Approve ${name}` }).click();
  await expect(manager.getByRole("status")).toContainText(`Approved: ${name} is a customer now`);
  await manager.context().close();

  await officer.goto(customer);
  const opening = new Counting(officer);
  await expect(officer.getByText("Asked for when they applied: Everyday.")).toBeVisible();
  await opening.act(officer.getByRole("link", { name: "Open Everyday" }).click());
  await expect(officer.getByRole("radio", { name: /^Everyday, EUR/ })).toBeChecked();
  await opening.press("F9");
  await expect(officer).toHaveURL(/\/accounts\/[0-9a-f-]{36}/);
  opening.told("Opening the account that was asked for");
  expect(opening.interactions).toBeLessThanOrEqual(6);

  await officer.goto(`${customer}/scans`);
  await officer.getByRole("link", { name: /^Show here: Front or photo page/ }).click();
  const picture = officer.getByRole("img", {
    name: `Front or photo page of the passport ··${number.slice(-4)}, of ${name}`,
  });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(900);
  await officer.getByRole("link", { name: "Put away" }).click();
  await expect(picture).toHaveCount(0);
  await officer.context().close();
});

test("an application without declarations names them with the way there, and is not submitted", async ({ browser }) => {
  const officer = await signIn(browser, "service");
  const number = `${randomInt(1_000_000, 9_999_999)}`;
  await officer.goto("/customers/new?fresh=1");
  await officer.getByLabel("Full name").fill(`Ottokar Halbfertig ${number.slice(3)}`);
  await date(officer, "Date of birth", ["23", "6", String(randomInt(1950, 1999))]);
  await officer.getByLabel("Nationality").selectOption("AT");
  await officer.getByRole("button", { name: "Save and continue" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Contact and address");
  await officer.goto(officer.url().replace(/contact.*$/, "check"));
  await officer.getByRole("button", { name: "Submit for approval" }).click();
  await expect(officer.getByRole("main").getByRole("alert")).toContainText("tax, purpose and declarations");
  const missing = officer.getByRole("listitem").filter({ hasText: "still needed" });
  await expect(missing).toHaveCount(4);
  await missing.getByRole("link", { name: "Tax, purpose and declarations" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Tax, purpose and declarations");
  await expect(officer.getByText("Step 4 of 6")).toBeVisible();
  await officer.context().close();
});

test("who is politically exposed becomes a customer with the consent of a senior manager and then of compliance", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  const number = `${randomInt(1_000_000, 9_999_999)}`;
  const name = `Leopoldine Vrba ${number.slice(3)}`;
  const born = ["17", "4", String(randomInt(1950, 1999))] as const;
  const customer = await submitApplication(officer, { name, born, number, exposure: "Mayor, herself" });

  const manager = await signIn(browser, "manager");
  await manager.goto("/approvals");
  const waiting = manager.getByRole("region", { name: "Waiting requests" });
  await waiting.getByRole("link", { name: new RegExp(name) }).click();
  await expect(manager.getByText("Politically exposed").first()).toBeVisible();
  await expect(manager.getByText(/so a senior manager consents and compliance decides after/)).toBeVisible();
  await manager.getByLabel("High").check();
  await manager.getByRole("button", { name: `Approve ${name}` }).click();
  await expect(manager.getByRole("main").getByRole("alert")).toContainText("Say why the bank should serve");
  await manager.getByLabel("Why the bank should serve this customer").fill("Known for years, her salary comes here");
  await manager.getByRole("button", { name: `Approve ${name}` }).click();
  await expect(manager.getByRole("status")).toContainText(`You consented: compliance decides on ${name} now`);

  const compliance = await signIn(browser, "compliance");
  await compliance.goto(customer);
  await expect(compliance.getByText("Known for years, her salary comes here")).toBeVisible();
  await compliance.getByLabel("Takes this customer").check();
  await compliance.getByLabel("Reason").fill("Source of funds is shown");
  await compliance.getByRole("button", { name: `Decide on ${name}` }).click();
  await expect(compliance.getByText(/customer since/)).toBeVisible();
  await expect(compliance.getByText("Consent of a senior manager")).toBeVisible();

  await officer.goto(`${customer}/review`);
  await officer.getByLabel("Pays tax in").selectOption("KP");
  await officer.getByLabel(/agrees to the data notice/).check();
  await officer.getByRole("button", { name: /^Complete the review/ }).click();
  await expect(officer.getByText("A senior manager is asked to consent")).toBeVisible();
  await manager.goto("/approvals");
  await manager.getByRole("link", { name: new RegExp(`Consent to high risk.*${name}`) }).click();
  await manager.getByLabel("Why the bank should serve this customer").fill("Her pension there is small and shown");
  await manager.getByRole("button", { name: `Consent to ${name}` }).click();
  await expect(manager.getByRole("status")).toContainText(`Your consent to ${name} is kept with its reason`);
  await officer.goto(customer);
  await expect(officer.getByText("A senior manager is asked to consent")).toHaveCount(0);
  for (const page of [officer, manager, compliance]) await page.context().close();
});
