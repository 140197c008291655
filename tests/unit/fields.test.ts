import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  birthDate,
  checkbox,
  choice,
  choices,
  country,
  currency,
  date,
  email,
  iban,
  idField,
  key,
  password,
  personName,
  phone,
  text,
  wholeNumber,
} from "@/lib/core/fields";

/** What a field makes of a value: the value the bank keeps, or the sentence at the field. */
function read(field: z.ZodType, value: unknown): unknown {
  const result = field.safeParse(value);
  return result.success ? result.data : result.error.issues.map(({ message }) => message).join(" ");
}

const note = text({ what: "the note", max: 140 });
const name = personName({ what: "the full name" });

describe("names and notes", () => {
  it.each([
    "李",
    "O'Brien-Łódź",
    "Nguyễn Văn An",
    "'; DROP TABLE--",
    "$1 %s {{7*7}}",
    "<script>alert(1)</script>",
    "Раypal",
    "می‌خواهم",
    "👩‍👩‍👧‍👦",
  ])("keeps %j as it is", (typed) => {
    expect(read(name, typed)).toBe(typed);
  });

  it("trims, and composes accents typed as two characters", () => {
    expect(read(name, "  Zoe\u0308 Ko\u0308hler ")).toBe("Zoë Köhler");
  });

  it("counts code points, as the database does, up to 140", () => {
    expect(read(name, "李".repeat(140))).toBe("李".repeat(140));
    expect(read(name, "😀".repeat(140))).toBe("😀".repeat(140));
    expect(read(name, "😀".repeat(141))).toBe("The full name must have 140 characters or fewer.");
    expect(read(name, "👩‍👩‍👧‍👦".repeat(20))).toBe("👩‍👩‍👧‍👦".repeat(20));
    expect(read(name, "👩‍👩‍👧‍👦".repeat(21))).toBe("The full name must have 140 characters or fewer.");
    expect(read(name, "é".repeat(141))).toBe("The full name must have 140 characters or fewer.");
    expect(read(name, "x".repeat(300))).toBe("The full name must have 140 characters or fewer.");
    expect(read(name, "x".repeat(5_000_000))).toBe("The full name must have 140 characters or fewer.");
  });

  it.each([
    ["NUL", "a\0b"],
    ["a control character", "a\u0007b"],
    ["a line break in one line", "a\nb"],
    ["a line separator", "a\u2028b"],
    ["a lone surrogate", "a\ud800b"],
    ["U+FFFE", "a\ufffeb"],
    ["a plane's last character", "a\u{1ffff}b"],
  ])("refuses %s", (_, typed) => {
    expect(read(note, typed)).toBe("The note contains characters that cannot be printed. Type it again.");
  });

  it.each([
    ["an override of direction", "a\u202eb"],
    ["an isolate", "a\u2066b"],
    ["a zero-width space", "a\u200bb"],
    ["a byte order mark inside", "a\ufeffb"],
    ["a joiner between Latin letters", "a\u200db"],
    ["a non-joiner between Latin letters", "a\u200cb"],
    ["a joiner before anything", "\u200dab"],
    ["a tag character", "a\u{e0041}b"],
    ["marks without end", `a${"\u0301".repeat(10_000 / 8)}`],
    ["stacked marks", `a${"\u0353".repeat(9)}`],
  ])("refuses %s", (_, typed) => {
    expect(read(note, typed)).toMatch(/hidden characters|or fewer/);
  });

  it.each([
    ["a verb in Persian", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
    ["a conjunct in Hindi", "\u0915\u094d\u200d\u0937"],
    ["a chillu of before in Malayalam", "\u0d28\u0d4d\u200d"],
    ["a family in an emoji", "\u{1f469}\u200d\u{1f467}"],
    ["a heart in an emoji", "\u2764\ufe0f\u200d\u{1f525}"],
  ])("keeps the joiner of %s", (_, typed) => expect(read(note, typed)).toBe(typed.normalize("NFC")));

  it("keeps line breaks where several lines are asked for, whichever the browser sends", () => {
    expect(read(text({ what: "a reason", max: 300, multiline: true }), "one\r\ntwo\rthree")).toBe("one\ntwo\nthree");
  });

  it("knows what may be left out", () => {
    const optional = z.strictObject({ note: text({ what: "the note", max: 140, optional: true }) });
    expect(optional.parse({})).toEqual({});
    expect(optional.parse({ note: "  " })).toEqual({ note: undefined });
    expect(read(note, " ")).toBe("Enter the note.");
    expect(read(note, undefined)).toBe("Enter the note.");
  });

  it("guesses nothing from anything but one text", () => {
    for (const value of [["a", "b"], { a: 1 }, 5, true, new File([], "x")])
      expect(read(note, value)).toBe("Give one answer here.");
  });

  it("never lets through what PostgreSQL or a reader would stumble over", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (typed) => {
        const result = note.safeParse(typed);
        if (!result.success) return;
        expect(result.data).toBe(result.data.normalize("NFC").trim());
        expect(result.data).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\p{Noncharacter_Code_Point}/u);
        expect(result.data.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe("dates", () => {
  const due = date({ what: "the due date" });

  it.each(["2024-02-29", " 2026-11-23 "])("reads %j", (typed) => {
    expect(read(due, typed)).toBe(typed.trim());
  });

  it.each([
    "0000-00-00",
    "2023-02-30",
    "2023-02-29",
    "2026-1-5",
    "05/06/2026",
    "26-01-05",
    "9999-99-99",
    "2026-11-23T00:00:00Z",
  ])("refuses %j instead of guessing", (typed) => {
    expect(read(due, typed)).toBe("The due date must be a real day: day, month and a year with 4 digits.");
  });

  it("reads three parts, the month in digits or in English", () => {
    expect(read(birthDate, { day: "3", month: "3", year: "1988" })).toBe("1988-03-03");
    expect(read(birthDate, { day: "29", month: "february", year: "2024" })).toBe("2024-02-29");
    expect(read(birthDate, { day: " 3 ", month: "Mar", year: "1988" })).toBe("1988-03-03");
  });

  it("says which part is missing", () => {
    expect(read(birthDate, { day: "3", month: "3" })).toBe("The date of birth must include a year.");
    expect(read(birthDate, { year: "1988" })).toBe("The date of birth must include a day and a month.");
    expect(read(birthDate, {})).toBe("Enter the date of birth.");
    expect(read(birthDate, { day: "3", month: "3", year: "88" })).toMatch(/a year with 4 digits/);
    expect(read(birthDate, { day: ["1", "2"], month: "3", year: "1988" })).toMatch(/must include a day/);
  });

  it("refuses a birth in another age", () => {
    expect(read(birthDate, "1850-01-01")).toBe("Check the year of birth: it must be 1900 or later.");
  });
});

describe("an IBAN", () => {
  it.each([
    "AT611904300234573201",
    "at61 1904 3002 3457 3201",
    "AT61-1904-3002-3457-3201",
    " AT61\u00a01904\u00a03002\u00a03457\u00a03201",
  ])("is kept compact: %j", (typed) => {
    expect(read(iban, typed)).toBe("AT611904300234573201");
  });

  it.each([
    [
      "AT611904300234573202",
      "The check digits of this IBAN do not fit. Compare it with the original, character by character.",
    ],
    ["AT61190430023457320", "IBAN must have 20 characters for Austria."],
    ["XX00", "XX is not a country that uses IBANs."],
    ["AT61 19O4 3002 3457 32O1", "This IBAN has the letter O where the digit 0 belongs. Type it with zeros."],
    ["AT61 1904 3002 3457 32 €1", "An IBAN has a country code, two digits, then letters and digits only."],
    ["1234", "An IBAN has a country code, two digits, then letters and digits only."],
    ["A".repeat(50_000), "An IBAN has a country code, two digits, then letters and digits only."],
    ["", "Enter an IBAN."],
  ])("says what is wrong with %j", (typed, sentence) => {
    expect(read(iban, typed)).toBe(sentence);
  });
});

describe("phone and e-mail", () => {
  it.each([
    ["+43 660 1234567", "+436601234567"],
    ["0043 660 1234567", "+436601234567"],
    ["+49 (0)30 901820", "+4930901820"],
    ["+44 20 7946 0958", "+442079460958"],
  ])("keeps %j in E.164", (typed, kept) => {
    expect(read(phone, typed)).toBe(kept);
  });

  it.each(["0660 1234567", "+1 800 FLOWERS", `+${"1".repeat(40)}`, "+43", "++43 660 1234567", "a".repeat(50_000)])(
    "refuses the phone %j",
    (typed) => {
      expect(read(phone, typed)).toBe("Enter a phone number with its country code, like +43 660 1234567.");
    },
  );

  it("keeps an address, its domain in lower case", () => {
    expect(read(email, " Amina.Okafor+bank@Example.COM ")).toBe("Amina.Okafor+bank@example.com");
  });

  it.each([
    "a＠b.com",
    '"e@x.com"@y.com',
    "a@b\r\nBcc: c@d.com",
    "a@b",
    "a..b@c.com",
    "a@-b.com",
    "a b@c.com",
    `${"a".repeat(65)}@b.com`,
    `a@${"b.".repeat(30_000)}com!`,
  ])("refuses the address %j", (typed) => {
    expect(read(email, typed)).toBe("Enter an e-mail address in the form name@example.com.");
  });
});

describe("choices, ids and counts", () => {
  it("takes only what is on the list", () => {
    expect(read(choice("a theme", ["light", "dark"]), "dark")).toBe("dark");
    expect(read(choice("a theme", ["light", "dark"]), "constructor")).toBe("Choose a theme.");
    expect(read(choice("a product"), "'; --")).toBe("Choose a product.");
    expect(read(country, "AT")).toBe("AT");
    expect(read(country, "toString")).toBe("Choose a country.");
    expect(read(currency, "eur")).toBe("Choose a currency this bank holds.");
    expect(read(currency, "XXX")).toBe("Choose a currency this bank holds.");
  });

  it("reads groups of checkboxes, one, several or none", () => {
    const roles = choices("a role", ["teller", "auditor"]);
    expect(read(roles, "auditor")).toEqual(["auditor"]);
    expect(read(roles, ["auditor", "teller"])).toEqual(["teller", "auditor"]);
    expect(read(roles, ["auditor", "owner"])).toBe("Choose a role.");
    expect(read(roles, ["auditor", "auditor"])).toBe("Choose a role.");
    expect(z.strictObject({ roles: choices("a role", ["teller"], { optional: true }) }).parse({})).toEqual({
      roles: [],
    });
    expect(z.strictObject({ agreed: checkbox }).parse({})).toEqual({ agreed: false });
    expect(read(checkbox, "on")).toBe(true);
  });

  it.each(["0", "{0198a2b0-0000-7000-8000-000000000000}", "00%00", "A".repeat(10_000)])(
    "refuses the id %j",
    (typed) => {
      expect(read(idField("account"), typed)).toBe("The form lost its account. Open it again.");
      expect(read(key, typed)).toBe("Open the form again: it lost its number.");
    },
  );

  it("asks for a choice where the id comes from a list, and names what a form lost in words", () => {
    expect(read(idField("branch", { choose: "a branch" }), "")).toBe("Choose a branch.");
    expect(read(idField("accountBlock"), "")).toBe("The form lost its account block. Open it again.");
  });

  it("counts in whole numbers within bounds", () => {
    const term = wholeNumber("the term in months", 1, 600);
    expect(read(term, " 36 ")).toBe(36);
    for (const typed of ["0", "601", "1.5", "1e2", "-3", "３６"]) {
      expect(read(term, typed)).toBe("The term in months must be a whole number between 1 and 600.");
    }
  });

  it("keeps a password exactly as typed", () => {
    expect(read(password, "  spaces kept  ")).toBe("  spaces kept  ");
    expect(read(password, "😀".repeat(200))).toBe("😀".repeat(200));
    expect(read(password, "😀".repeat(257))).toBe("Use at most 256 characters.");
    expect(read(password, "x".repeat(1_000_000))).toBe("Use at most 256 characters.");
    expect(read(password, "a\0b")).toMatch(/cannot be printed/);
  });

  it("tells programs the machine word as well", () => {
    const result = iban.safeParse("AT61");
    expect(result.error?.issues[0]).toMatchObject({
      params: { reason: "iban_length", length: 20, country: "Austria" },
    });
  });
});
