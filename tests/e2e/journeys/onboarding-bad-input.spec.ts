import { randomInt } from "node:crypto";
import { expect, test } from "@playwright/test";
import { date } from "../support/onboarding";
import { signIn } from "../support/people";

/** security: the catalogue of bad input, rows 32 to 42, in the form in which a person is taken on. */
const NO_DAY = "The date of birth must be a real day: day, month and a year with 4 digits.";
const HIDDEN = "The full name contains hidden characters that change how it reads. Type it instead of pasting it.";
const UNPRINTABLE = "The full name contains characters that cannot be printed. Type it again.";
type Day = readonly [day: string, month: string, year: string];

const days: [what: string, typed: Day, sentence: string][] = [
  ["30 February", ["30", "2", "1990"], NO_DAY],
  ["30 February in words", ["30", "February", "1992"], NO_DAY],
  ["31 April", ["31", "04", "1990"], NO_DAY],
  ["29 February of a year without one", ["29", "2", "2023"], NO_DAY],
  ["29 February of 1900", ["29", "2", "1900"], NO_DAY],
  ["a month that is none", ["1", "13", "1990"], NO_DAY],
  ["a year of two digits", ["1", "3", "90"], NO_DAY],
  ["no year", ["1", "3", ""], "The date of birth must include a year."],
  ["a day of long ago", ["1", "3", "1899"], "Check the year of birth: it must be 1900 or later."],
  ["a day to come", ["1", "3", "2090"], "The date of birth must be in the past."],
];

const names: [what: string, typed: string, sentence: string][] = [
  ["an override of direction", "Amina \u202eOkafor", HIDDEN],
  ["a space without width", "Ami\u200bna Okafor", HIDDEN],
  ["a joiner between Latin letters", "Ami\u200dna Okafor", HIDDEN],
  ["a non-joiner between Latin letters", "Ami\u200cna Okafor", HIDDEN],
  ["a soft hyphen", "Ami\u00adna Okafor", HIDDEN],
  ["a bell", "Ami\u0007na Okafor", UNPRINTABLE],
  ["an escape", "Ami\u001b[31mna Okafor", UNPRINTABLE],
  ["200 characters", "Ob".repeat(100), "The full name must have 140 characters or fewer."],
  ["blanks", "   ", "Enter the full name."],
];

test("days that are none and names with something hidden are refused at their field, and everything typed stays", async ({
  browser,
}) => {
  const officer = await signIn(browser, "service");
  await officer.goto("/customers/new?fresh=1");
  const name = `Ottilie Marbach ${randomInt(1_000, 9_999)}`;
  const born = [String(randomInt(1, 29)), String(randomInt(1, 13)), String(randomInt(1950, 2000))] as const;
  const fullName = officer.getByLabel("Full name");
  const group = officer.getByRole("group", { name: "Date of birth" });
  await officer.getByLabel("Nationality").selectOption("NG");

  const refused = async (typed: { name: string; day: Day }, at: typeof fullName, sentence: string, what: string) => {
    await fullName.fill(typed.name);
    await date(officer, "Date of birth", typed.day);
    await officer.keyboard.press("F9");
    await expect(officer.getByRole("alert").getByRole("link", { name: sentence, exact: true }), what).toBeVisible();
    await expect(at, what).toHaveAccessibleDescription(new RegExp(sentence.replaceAll(".", "[.]")));
    await expect(officer, what).toHaveTitle(/^Error: /);
    await expect(fullName, what).toHaveValue(typed.name);
    for (const [part, value] of [
      ["Day", typed.day[0]],
      ["Month", typed.day[1]],
      ["Year", typed.day[2]],
    ] as const)
      await expect(group.getByLabel(part), what).toHaveValue(value);
    await expect(officer.getByLabel("Nationality"), what).toHaveValue("NG");
  };
  for (const [what, typed, sentence] of days) await refused({ name, day: typed }, group, sentence, what);
  for (const [what, typed, sentence] of names) await refused({ name: typed, day: born }, fullName, sentence, what);

  // What was right all along is taken, and so are the joiners of a script that needs them.
  await fullName.fill(`${name} \u0645\u06cc\u200c\u062e\u0648\u0627\u0647`);
  await date(officer, "Date of birth", born);
  await officer.keyboard.press("F9");
  await expect(officer.getByRole("heading", { level: 1 })).toHaveText("Contact and address");
  await officer.context().close();
});
