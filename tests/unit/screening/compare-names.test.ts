import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNames, compareWritten, SAME_NAME } from "@/lib/screening/compare-names";
import { editDistance } from "@/lib/screening/edit-distance";
import { readName } from "@/lib/screening/read-name";
import { editDistances, namePairs } from "../../vectors/names";

describe("two names", () => {
  it.each(namePairs)("%s and %s: the same is %s", (left, right, same) => {
    expect(compareWritten(left, right).score >= SAME_NAME).toBe(same);
    expect(compareWritten(right, left).score >= SAME_NAME).toBe(same);
  });

  it("say what agrees and what does not", () => {
    const { evidence } = compareWritten("Sergei Viktorovich Lavrov", "LAVROV, Sergey Borisovich");
    expect(evidence.pairs.map(({ left, right }) => `${left}=${right}`).sort()).toEqual([
      "lavrov=lavrov",
      "sergei=sergey",
    ]);
    expect(evidence).toMatchObject({ leftOnly: ["viktorovich"], rightOnly: ["borisovich"] });
  });

  it("keep their score when they change places, between 0 and 1", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (left, right) => {
        const { score } = compareNames(readName(left), readName(right));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("of nothing but a title or a legal form are still names", () => {
    expect(compareWritten("Doctor Co", "Doctor Co").score).toBe(1);
    expect(compareWritten("Mr", "Mr").score).toBe(1);
    expect(compareWritten("", "").score).toBe(0);
  });
});

it.each(editDistances)("from %j to %j it is %i", (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
});
