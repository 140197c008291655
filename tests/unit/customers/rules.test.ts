import { describe, expect, it } from "vitest";
import { businessDate } from "@/lib/core/dates";
import {
  documentHash,
  documentHashes,
  isDocumentNumber,
  normalizeDocumentNumber,
} from "@/lib/customers/identity-document";
import { assertBirthDate, assertReadyForApproval, documentRunsOut, missingParts } from "@/lib/customers/rules";
import { saveContactInput, saveDocumentInput, startOnboardingInput } from "@/lib/customers/schema";
import { complete } from "./applicant";

const day = businessDate("2026-03-02");
const reasonOf = (run: () => void) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return "nothing refused";
};

describe("an application ready for approval", () => {
  it("is complete, of age and has a document that is still good", () => {
    expect(reasonOf(() => assertReadyForApproval(complete, day))).toBe("nothing refused");
  });

  it("names exactly the missing parts", () => {
    const bare = { ...complete, birthDate: null, phone: null, address: null, document: null };
    expect(missingParts(bare)).toEqual(["date of birth", "phone number", "address", "identity document"]);
    expect(reasonOf(() => assertReadyForApproval(bare, day))).toMatchObject({
      reason: "onboarding_incomplete",
      params: { missing: "date of birth, phone number, address, identity document" },
    });
  });

  it.each([
    ["2008-03-02", "nothing refused"],
    ["2008-03-03", { reason: "guardian_needed", params: { years: 18 } }],
    ["2008-02-29", "nothing refused"],
  ])("of somebody born on %s answers %j", (birthDate, answer) => {
    const refused = reasonOf(() => assertReadyForApproval({ ...complete, birthDate: businessDate(birthDate) }, day));
    expect(refused).toEqual(typeof answer === "string" ? answer : expect.objectContaining(answer));
  });

  it("takes a document on its last day and not on the day after", () => {
    const until = (date: string) => ({
      ...complete,
      document: complete.document && { ...complete.document, expiresOn: businessDate(date) },
    });
    expect(reasonOf(() => assertReadyForApproval(until("2026-03-02"), day))).toBe("nothing refused");
    expect(reasonOf(() => assertReadyForApproval(until("2026-03-01"), day))).toMatchObject({
      reason: "identity_document_expired",
      params: { expiredOn: "2026-03-01" },
    });
  });

  it("is warned of a document in its last three months, not before and not once it has expired", () => {
    const until = (date: string) =>
      documentRunsOut({ document: complete.document && { ...complete.document, expiresOn: businessDate(date) } }, day);
    expect(until("2026-06-02")).toBe("Passport expires on 2 Jun 2026. Ask for the next one in time.");
    expect(until("2026-03-02")).toMatch(/^Passport expires on 2 Mar 2026/);
    expect([until("2026-06-03"), until("2026-03-01"), documentRunsOut({ document: null }, day)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("has been born before today", () => {
    expect(reasonOf(() => assertBirthDate(businessDate("2026-03-01"), day))).toBe("nothing refused");
    expect(reasonOf(() => assertBirthDate(day, day))).toMatchObject({ reason: "date_past", field: "birthDate" });
  });
});

describe("document numbers", () => {
  it.each(["xk 123-456", "XK123456", "ＸＫ１２３４５６", " xk.12 34/56 "])(
    "%s is one number however it is typed",
    (typed) => {
      expect(normalizeDocumentNumber(typed)).toBe("XK123456");
    },
  );

  it.each(["1234", "A".repeat(25), "XK12345§", "", "АВ123456"])("refuses '%s'", (typed) => {
    expect(isDocumentNumber(normalizeDocumentNumber(typed))).toBe(false);
  });

  it("keeps countries apart and is found without knowing the country", () => {
    const [austrian, german] = [documentHash("AT", "XK123456"), documentHash("DE", "XK123456")];
    expect(austrian.equals(german)).toBe(false);
    expect(
      documentHashes("XK123456").filter((hash) => hash === austrian.toString("hex") || hash === german.toString("hex")),
    ).toHaveLength(2);
  });
});

describe("the sections of an application", () => {
  const id = "01932d3f-7c1a-7bbb-8000-000000000001";
  const faults = (result: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
    Object.fromEntries(result.error?.issues.map((issue) => [issue.path.join("."), issue.message]) ?? []);

  it("may stay empty", () => {
    const key = id;
    expect(startOnboardingInput.safeParse({ key, fullName: " 李 小龙 " }).data).toMatchObject({ fullName: "李 小龙" });
    expect(saveContactInput.safeParse({ section: "contact", customerId: id }).success).toBe(true);
  });

  it("asks for the rest of an address that was begun", () => {
    const typed = { section: "contact", customerId: id, street: "Am Hafen 4", postcode: "", country: "AT" };
    expect(faults(saveContactInput.safeParse(typed))).toEqual({
      postcode: "Enter the postcode, or leave the whole address empty.",
      city: "Enter the city, or leave the whole address empty.",
    });
  });

  it("asks for it also where other fields are wrong", () => {
    const typed = { section: "contact", customerId: id, phone: "0660", city: "Wien", country: "AT" };
    expect(Object.keys(faults(saveContactInput.safeParse(typed))).sort()).toEqual(["phone", "postcode", "street"]);
  });

  it("answers each bad field with its own sentence", () => {
    const typed = {
      section: "document",
      customerId: id,
      documentKind: "library_card",
      documentCountry: "XX",
      documentIssuedOn: "2026-02-30",
      documentExpiresOn: "",
    };
    expect(faults(saveDocumentInput.safeParse(typed))).toEqual({
      documentKind: "Choose the kind of document.",
      documentCountry: "Choose a country.",
      documentIssuedOn: "The date of issue must be a real day: day, month and a year with 4 digits.",
      documentExpiresOn: "Enter the date of expiry.",
    });
  });

  it("takes no field it does not have", () => {
    const typed = { section: "contact", customerId: id, status: "active", branchId: id };
    expect(saveContactInput.safeParse(typed).error?.issues[0]).toMatchObject({ code: "unrecognized_keys" });
  });
});
