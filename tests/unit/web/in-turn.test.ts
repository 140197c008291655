import { expect, test } from "vitest";
import { lineFor } from "@/lib/web/in-turn";

/** Work that ends when it is told to. */
function held() {
  const begun: (() => void)[] = [];
  const work = () => new Promise<void>((end) => begun.push(end));
  return { begun, work };
}
const settled = () => new Promise((done) => setTimeout(done, 0));

test("control 68: heavy files are made in turn, two at a time, and what would wait behind too many is turned away", async () => {
  const inTurn = lineFor({ atOnce: 2, waiting: 2 });
  const { begun, work } = held();
  const all = [inTurn(work), inTurn(work), inTurn(work), inTurn(work)];
  await settled();
  expect(begun).toHaveLength(2);
  await expect(inTurn(work)).rejects.toMatchObject({ reason: "files_busy", code: "rate_limited" });
  begun[0]?.();
  await settled();
  expect(begun).toHaveLength(3);
  for (const next of [1, 2, 3]) {
    begun[next]?.();
    await settled();
  }
  await Promise.all(all);
  expect(begun).toHaveLength(4);
});

test("control 68: work that fails gives its place to the next", async () => {
  const inTurn = lineFor({ atOnce: 1, waiting: 5 });
  const failed = inTurn(() => Promise.reject(new Error("no")));
  const next = inTurn(async () => "made");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("made");
  expect(await inTurn(async () => "again")).toBe("again");
});
