import { expect, test } from "vitest";
import { lineFor } from "@/lib/web/in-turn";

const settled = () => new Promise((done) => setTimeout(done, 0));
const busy = { reason: "files_busy", code: "rate_limited" };

/** Who was given a place, in the order in which they were. */
function watched(line: (who: string) => Promise<() => void>) {
  const given: { who: string; leave: () => void }[] = [];
  const ask = async (who: string) => {
    given.push({ who, leave: await line(who) });
  };
  return { given, ask };
}

test("control 68: heavy files are made in turn, two at a time, and what would wait behind too many is turned away", async () => {
  const { given, ask } = watched(lineFor({ atOnce: 2, waiting: 2, waitingEach: 2 }));
  const all = ["a", "b", "c", "d"].map(ask);
  await settled();
  expect(given.map(({ who }) => who)).toEqual(["a", "b"]);
  await expect(ask("e")).rejects.toMatchObject(busy);
  given[0]?.leave();
  given[0]?.leave();
  await settled();
  expect(given.map(({ who }) => who)).toEqual(["a", "b", "c"]);
  for (const at of [1, 2, 3]) {
    given[at]?.leave();
    await settled();
  }
  await Promise.all(all);
  expect(given.map(({ who }) => who)).toEqual(["a", "b", "c", "d"]);
});

test("control 68: nobody takes more than one place, nor fills the line for the others", async () => {
  const { given, ask } = watched(lineFor({ atOnce: 2, waiting: 50, waitingEach: 2 }));
  const many = await Promise.all(Array.from({ length: 52 }, () => Promise.race([ask("a").catch((e) => e), settled()])));
  expect(many.filter(Boolean)).toHaveLength(49);
  for (const refused of many.filter(Boolean)) expect(refused).toMatchObject(busy);
  void ask("b");
  await settled();
  expect(given.map(({ who }) => who)).toEqual(["a", "b"]);
  void ask("c");
  given[0]?.leave();
  await settled();
  given[1]?.leave();
  await settled();
  // Their second one has the place, their third waits for it: whoever came later goes before it.
  expect(given.map(({ who }) => who)).toEqual(["a", "b", "a", "c"]);
});
