import { describe, expect, it } from "vitest";
import { businessDate } from "@/lib/core/dates";
import { LIKELY_SAME } from "@/lib/customers/likeness";
import type { CustomerFacts, PersonFacts } from "@/lib/customers/lock-customer";
import { onboardingSections } from "@/lib/customers/onboarding-sections";
import { type OrganisationMarks, organisationLikeness } from "@/lib/customers/organisation-likeness";
import { assertWhole, cardOf } from "@/lib/customers/person-card";
import { assessRisk } from "@/lib/customers/risk";
import { assertPeopleRemain, assertReadyForApproval, missingParts } from "@/lib/customers/rules";
import { savePersonInput, startOrganisationInput } from "@/lib/customers/schema";
import { organisation } from "./applicant";

const saying = (words: RegExp) => expect.objectContaining({ sentence: expect.stringMatching(words) });
const today = businessDate("2026-03-02");
const facts = (over: object): CustomerFacts => ({
  ...organisation,
  organisation: { ...(organisation.organisation as NonNullable<CustomerFacts["organisation"]>), ...over },
});
const withPerson = (over: Partial<PersonFacts>): CustomerFacts => ({
  ...organisation,
  people: organisation.people.map((person, at) => (at === 1 ? { ...person, ...over } : person)),
});

describe("the application of an organisation", () => {
  it("is ready with its register entry, contact, people and business", () => {
    expect(missingParts(organisation)).toEqual([]);
    expect(() => assertReadyForApproval(organisation, today)).not.toThrow();
    expect(onboardingSections(organisation, today).map(({ slug, state }) => [slug, state])).toEqual([
      ["organisation", "complete"],
      ["contact", "complete"],
      ["people", "complete"],
      ["business", "complete"],
      ["products", "complete"],
    ]);
  });

  it("asks for a director, a signatory and who owns or controls it", () => {
    expect(missingParts({ ...organisation, people: [] })).toEqual([
      "a director",
      "a signatory",
      "an owner, or who controls it",
    ]);
    expect(() => assertPeopleRemain(organisation.people.slice(1))).toThrow(saying(/without a director/));
  });

  it("stops while a person among its people is no active customer any more", () => {
    const [first, ...rest] = organisation.people;
    const people = [{ ...(first as PersonFacts), customerStatus: "closed" as const }, ...rest];
    expect(() => assertReadyForApproval({ ...organisation, people }, today)).toThrow(saying(/C-100000-X/));
  });
});

describe("the card of a person behind an organisation", () => {
  const typed = {
    key: "01a212d4-c123-42c9-ae79-25e48c811fd8",
    customerId: "01a212d4-c123-72c9-ae79-25e48c811fd8",
    fullName: "Łucja Ó Briain",
    birthDate: "1979-11-02",
    nationality: "DE",
    residence: "DE",
    politicallyExposed: "no",
    control: "direct",
    share: "25",
  };
  const card = (over: object) => cardOf(savePersonInput.parse({ ...typed, ...over }));

  it("records an owner from 25 % on, exactly", () => {
    expect(card({})).toMatchObject({ control: "direct", share: 2_500, fullName: "Łucja Ó Briain" });
    expect(() => card({ share: "24.99" })).toThrow(saying(/25/));
    expect(() => card({ share: undefined })).toThrow(saying(/share/));
  });

  it("asks of an indirect owner through whom, and keeps no share of who controls it otherwise", () => {
    expect(() => card({ control: "indirect" })).toThrow(saying(/through whom/));
    expect(card({ control: "other_means", chainNote: "Names the board" })).toMatchObject({ share: null });
    expect(card({ chainNote: "typed and not needed" })).toMatchObject({ chainNote: null });
  });

  it("asks of somebody who is no customer what screening needs, and lets only customers sign", () => {
    expect(() => card({ birthDate: undefined })).toThrow(saying(/date of birth/));
    expect(() => card({ politicallyExposed: "yes" })).toThrow(saying(/office/));
    expect(() => card({ signatory: "on" })).toThrow(saying(/must be a customer/));
    expect(() => card({ control: "none" })).toThrow(saying(/director, signatory, owner/));
  });

  it("takes no fact of a linked customer from the form", () => {
    const linked = { linkedId: "01a212d4-c123-72c9-ae79-25e48c811fd9", signatory: "on" };
    expect(card(linked)).toMatchObject({ fullName: null, birthDate: null, signatory: true });
  });

  it("refuses a field that was not asked for, and names nobody can have", () => {
    expect(savePersonInput.safeParse({ ...typed, status: "active" }).success).toBe(false);
    for (const fullName of ["x".repeat(141), "a\0b", "\u202eevil", `Z${"\u0301".repeat(40)}`, "\ud800"])
      expect(savePersonInput.safeParse({ ...typed, fullName }).success, fullName.slice(0, 5)).toBe(false);
  });

  it("lets owners have the whole and no more", () => {
    expect(() => assertWhole(organisation.people)).not.toThrow();
    expect(() => assertWhole([...organisation.people, { share: 2_500 }])).toThrow(saying(/125\u00a0%/));
  });
});

describe("the register entry as it is typed", () => {
  const typed = { key: "01a212d4-c123-42c9-ae79-25e48c811fd8", fullName: "李記 & Söhne", legalForm: "partnership" };
  const read = (over: object) => startOrganisationInput.safeParse({ ...typed, ...over });

  it("keeps names in any script and each trading name once", () => {
    expect(read({ tradingNames: "Nord\r\n\r\nSüd\nNord" }).data?.tradingNames).toEqual(["Nord", "Süd"]);
    expect(read({ tradingNames: "a\nb\nc\nd\ne\nf\ng\nh\ni" }).success).toBe(false);
  });

  it("asks for the country of the register with its number", () => {
    expect(read({ registrationNo: "FN 123456 a" }).success).toBe(false);
    expect(read({ registrationNo: "FN 123456 a", registerCountry: "AT" }).success).toBe(true);
    expect(read({ registrationNo: "--", registerCountry: "AT" }).success).toBe(false);
    expect(read({ registrationNo: "'; DROP TABLE--", registerCountry: "AT" }).success).toBe(true);
  });

  it.each([
    { incorporatedOn: "2023-02-29" },
    { incorporatedOn: "05/06/2026" },
    { registerCountry: "XX" },
    { kind: "individual" },
  ])("refuses %o", (over) => expect(read(over).success).toBe(false));
});

describe("the risk of an organisation", () => {
  const rules = (customer: CustomerFacts) => assessRisk(customer, today).rules.map(({ rule }) => rule);

  it("fires nothing for a plain company", () => {
    expect(assessRisk(organisation, today)).toMatchObject({ rating: "low", rules: [] });
  });

  it.each([
    ["complex_ownership", "high", withPerson({ control: "indirect", chainNote: "through Nord AG" })],
    ["complex_ownership", "high", withPerson({ control: "other_means", share: null, chainNote: "names the board" })],
    ["politically_exposed", "high", withPerson({ politicallyExposed: true, exposure: "Minister" })],
    ["person_of_high_risk_country", "high", withPerson({ residence: "KP" })],
    ["high_risk_country", "high", facts({ registerCountry: "IR" })],
    ["no_owner", "medium", withPerson({ control: "senior_official", share: null })],
    ["opaque_form", "medium", facts({ legalForm: "foundation" })],
    ["young_organisation", "medium", facts({ incorporatedOn: businessDate("2025-03-03") })],
    ["foreign_register", "medium", facts({ registerCountry: "DE" })],
  ] as const)("fires %s as %s, with a sentence", (rule, rating, customer) => {
    const assessed = assessRisk(customer, today);
    expect(assessed.rules.map((one) => one.rule)).toContain(rule);
    expect(assessed.rating).toBe(rating);
    expect(assessed.rules.every(({ sentence }) => sentence.length > 10)).toBe(true);
  });

  it("no longer calls it young after a year to the day", () => {
    expect(rules(facts({ incorporatedOn: businessDate("2025-03-02") }))).toEqual([]);
  });
});

describe("two records of organisations", () => {
  const marks = (over: Partial<OrganisationMarks>): OrganisationMarks => ({
    names: ["Hafenkontor GmbH"],
    registration: null,
    lei: null,
    phone: null,
    email: null,
    ...over,
  });
  const like = (left: Partial<OrganisationMarks>, right: Partial<OrganisationMarks>) =>
    organisationLikeness(marks(left), marks(right)).score >= LIKELY_SAME;

  it.each([
    ["the same name in another legal form", {}, { names: ["Hafenkontor Aktiengesellschaft"] }, true],
    ["the same name in another script", { names: ["Газпром"] }, { names: ["Gazprom OAO"] }, true],
    ["the trading name of one", { names: ["Nord Papier KG", "Hafenkontor"] }, {}, true],
    ["the number with a slip", { registration: "AT FN123456A" }, { names: ["HK Freight"], registration: "AT FN123457A", phone: "+431" }, false],
    ["the number with a slip and the same phone", { registration: "AT FN123456A", phone: "+431" }, { names: ["HK Freight"], registration: "AT FN123457A", phone: "+431" }, true],
    ["the same phone and e-mail", { names: ["A Bau"], phone: "+431", email: "x@y.at" }, { phone: "+431", email: "X@y.at" }, true],
    ["the same phone only", { names: ["A Bau"], phone: "+431" }, { phone: "+431" }, false],
    ["nothing", { names: ["Adler Maschinenbau"] }, {}, false],
    ["the same name but another LEI", { lei: "0YPKKE5F0QW6RC51HE09" }, { lei: "2138001CY61HDFJ5ZA27" }, false],
  ] as const)("with %s", (_, left, right, same) => expect(like(left, right)).toBe(same)); // biome-ignore format: a table
});
