import { describe, expect, it } from "vitest";
import { LIKELY_SAME, type PersonFacts, personLikeness } from "@/lib/customers/likeness";
import { duplicatePeople } from "../../vectors/duplicate-people";

describe("two records", () => {
  it.each(duplicatePeople)("%s", (_, left, right, same) => {
    expect(personLikeness(left, right).score >= LIKELY_SAME).toBe(same);
    expect(personLikeness(right, left).score).toBe(personLikeness(left, right).score);
  });

  it("say which facts agree and which differ; an unknown one is neither", () => {
    const amina: PersonFacts = {
      fullName: "Amina Okafor",
      birthDate: "1988-03-14",
      idNumber: null,
      phone: "+436641112233",
      email: "A@example.com",
    };
    const other = {
      ...amina,
      fullName: "OKAFOR, Amina",
      birthDate: "1990-11-30",
      idNumber: "XK1",
      email: "a@EXAMPLE.com",
    };
    expect(personLikeness(amina, other)).toMatchObject({
      agrees: ["name", "phone", "e-mail"],
      differs: ["date of birth"],
    });
  });

  it("of a family that shares a phone are two people", () => {
    const parent = {
      fullName: "Ada Lehner",
      birthDate: "1960-01-02",
      idNumber: "A11111",
      phone: "+43660",
      email: null,
    };
    const child = { ...parent, fullName: "Tom Lehner", birthDate: "1990-07-09", idNumber: "Z98765" };
    expect(personLikeness(parent, child).score).toBeLessThan(LIKELY_SAME);
  });
});
