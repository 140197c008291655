import { expect, type Page } from "@playwright/test";

/** A day in its three boxes: one fact, one act of the hand. */
export async function date(page: Page, label: string, [day, month, year]: readonly [string, string, string]) {
  const group = page.getByRole("group", { name: label });
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
}

type Applicant = { name: string; born: readonly [string, string, string]; number: string; exposure?: string };

/** Fills and submits the application of a person who declares everything; answers their page. */
export async function submitApplication(officer: Page, { name, born, number, exposure }: Applicant): Promise<string> {
  await officer.goto("/customers/new?fresh=1");
  await officer.getByLabel("Full name").fill(name);
  await date(officer, "Date of birth", born);
  await officer.getByLabel("Nationality").selectOption("AT");
  await officer.getByRole("button", { name: "Save and continue" }).click();
  await officer.getByLabel("Phone").fill(`+43 664 ${number}`);
  await officer.getByLabel("E-mail").fill(`person${number}@example.com`);
  await officer.getByLabel("Street and number").fill("Kaigasse 3");
  await officer.getByLabel("Postcode").fill("1030");
  await officer.getByLabel("City").fill("Wien");
  await officer.getByLabel("Country").selectOption("AT");
  await officer.getByRole("button", { name: "Save and continue" }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Identity document");
  await officer.getByLabel("Passport").check();
  await officer.getByLabel("Issued by").selectOption("AT");
  await officer.getByLabel("Number", { exact: true }).fill(`VR${number}`);
  await date(officer, "Date of issue", ["3", "5", "2024"]);
  await date(officer, "Date of expiry", ["3", "5", "2034"]);
  await officer.getByRole("button", { name: /^Save and/ }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Tax, purpose and declarations");
  await officer.getByLabel("Pays tax in").selectOption("AT");
  await officer.getByLabel("Uses the bank for").selectOption({ index: 1 });
  await officer.getByLabel("Money comes from").selectOption({ index: 1 });
  await officer.getByLabel("Expected a month, in euro").selectOption({ index: 1 });
  await officer.getByLabel(exposure ? "Yes" : "No", { exact: true }).check();
  if (exposure) await officer.getByLabel("Which office, and who holds it").fill(exposure);
  await officer.getByLabel(/agrees to the data notice/).check();
  await officer.getByRole("button", { name: /^Save and/ }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Products wanted");
  await officer.getByRole("button", { name: /^Save and/ }).click();
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Check answers");
  await officer.getByRole("button", { name: "Submit for approval" }).click();
  await expect(officer.getByText("Waits for a second person")).toBeVisible();
  return officer.url();
}
