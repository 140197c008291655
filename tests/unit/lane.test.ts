import { describe, expect, it } from "vitest";
import { openLane } from "@/lib/ledger/lane";

type Call = { id: number; names: string[] };

/** A lane whose batches end when the test says so. */
function heldLane(width: number, size = 100) {
  const batches: { ids: number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const lane = openLane<Call, string>(
    (calls) =>
      new Promise((resolve, reject) => {
        const ids = calls.map(({ id }) => id);
        batches.push({ ids, end: () => resolve(ids.map((id) => `done ${id}`)), fail: reject });
      }),
    { width, size },
    ({ names }) => names,
  );
  let made = 0;
  const send = (...names: string[]) => lane({ id: ++made, names });
  return { batches, send };
}

/** Lets everything run that waits for nobody. */
const settle = async () => {
  for (let i = 0; i < 5; i += 1) await new Promise((done) => setImmediate(done));
};

describe("a lane", () => {
  it("sends calls of one turn together, shared among its batches", async () => {
    const { batches, send } = heldLane(2);
    const answers = [send(), send(), send(), send(), send()];
    await settle();
    expect(batches.map(({ ids }) => ids)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    for (const { end } of batches) end();
    expect(await Promise.all(answers)).toEqual(["done 1", "done 2", "done 3", "done 4", "done 5"]);
  });

  it("leaves for the next batch what would wait for a running one, as long as there are others", async () => {
    const { batches, send } = heldLane(2, 1);
    const answers = [send("a", "b"), send("b", "c"), send("c", "d")];
    await settle();
    expect(batches.map(({ ids }) => ids)).toEqual([[1], [3]]);
    batches[1]?.end();
    await settle();
    expect(batches[2]?.ids, "nothing else is left, so its locks may wait").toEqual([2]);
    for (const { end } of batches) end();
    expect(await Promise.all(answers)).toEqual(["done 1", "done 2", "done 3"]);
  });

  it("takes as many as fit, and the callers who were just answered come with the next", async () => {
    const { batches, send } = heldLane(1, 3);
    const [one, ...others] = [send(), send(), send(), send()];
    await settle();
    expect(batches.map(({ ids }) => ids)).toEqual([[1, 2, 3]]);
    const again = one?.then(() => send());
    batches[0]?.end();
    await settle();
    expect(batches[1]?.ids).toEqual([4, 5]);
    batches[1]?.end();
    expect(await again).toBe("done 5");
    await Promise.all(others);
  });

  it("frees what a failed batch held, and tells each of its callers", async () => {
    const { batches, send } = heldLane(2, 1);
    const failed = send("a");
    await settle();
    batches[0]?.fail(new Error("away"));
    await expect(failed).rejects.toThrow("away");
    const [next, beside] = [send("a"), send("b")];
    await settle();
    expect(batches.slice(1).map(({ ids }) => ids)).toEqual([[2], [3]]);
    for (const { end } of batches) end();
    await Promise.all([next, beside]);
  });
});
