import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retried } from "@/lib/command/transact";
import { refusal } from "@/lib/core/errors";

const failure = (code: string) => Object.assign(new Error(code), { code });
const PASSING = ["40001", "40P01", "55P03"];

/** Runs a transaction that fails so often with these codes, then succeeds; answers how it ended and how often it ran. */
async function run(failures: readonly Error[]): Promise<{ ran: number; outcome: unknown }> {
  let ran = 0;
  const outcome = await retried(async () => {
    const error = failures[ran];
    ran += 1;
    if (error) throw error;
    return "done";
  }).catch((error: unknown) => error);
  return { ran, outcome };
}

describe("control 72: a transaction that failed is run again", () => {
  it.each(PASSING)("whole, after %s, at most four times in all", async (code) => {
    expect(await run([failure(code)])).toEqual({ ran: 2, outcome: "done" });
    const always = Array.from({ length: 9 }, () => failure(code));
    const { ran, outcome } = await run(always);
    expect([ran, outcome]).toEqual([4, always[3]]);
  });

  it("never after anything else: a rule, a refusal of the database, a lost answer", async () => {
    const others = [refusal("stale"), failure("23505"), failure("CONNECTION_CLOSED"), failure("57014")];
    for (const other of others) expect(await run([other])).toEqual({ ran: 1, outcome: other });
  });

  it("in any order of failures, up to the first that is not a passing one", async () => {
    const codes = fc.array(fc.constantFrom(...PASSING, "23505", "08006"), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(codes, async (list) => {
        const { ran } = await run(list.map(failure));
        const final = list.findIndex((code) => !PASSING.includes(code));
        const last = final === -1 ? list.length : final;
        expect(ran).toBe(Math.min(4, last + 1));
      }),
      { numRuns: 12 },
    );
  });
});
