import { describe, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/core/context";
import { refusal } from "@/lib/core/errors";

const sent = new Headers();
vi.mock("next/headers", () => ({ headers: async () => sent }));
const { fileResponse } = await import("@/lib/web/file-response");

const given = { type: "text/csv; charset=utf-8", name: "list.csv" };
let people = 0;
/** By somebody who asked for no file before. */
const asked = (userId = `person-${++people}`) => ({ actor: { kind: "customer", userId } }) as unknown as Ctx;
async function* pieces() {
  yield "a\r\n";
  yield "b\r\n";
}
/** As a program reads it, with its mark. */
const raw = async (response: Response) => Buffer.from(await response.arrayBuffer()).toString();

describe("a file for a browser to keep", () => {
  test.each([
    ["text", () => "a\r\nb\r\n"],
    ["pieces", pieces],
  ])("comes from %s, with the mark for spreadsheets only where it is wanted", async (_, body) => {
    const plain = await fileResponse(asked(), async () => ({ ...given, body: body() }));
    const marked = await fileResponse(asked(), async () => ({ ...given, body: body(), mark: true }));
    expect(await raw(plain)).toBe("a\r\nb\r\n");
    expect(await raw(marked)).toBe("\uFEFFa\r\nb\r\n");
    expect(plain.headers.get("content-disposition")).toBe('attachment; filename="list.csv"');
    expect(plain.headers.get("cache-control")).toBe("private, no-store");
  });

  test("that is refused leads back to the page that says why, or says it itself", async () => {
    const refused = async () => {
      throw refusal("papers_too_often");
    };
    const back = await fileResponse(asked(), refused, ({ reason }) => `/my?refused=${reason}`);
    expect([back.status, back.headers.get("location")]).toEqual([303, "/my?refused=papers_too_often"]);
    const bare = await fileResponse(asked(), refused);
    expect([bare.status, await bare.text()]).toEqual([429, refusal("papers_too_often").sentence]);
  });
});

describe("control 68: the place in line of a file in pieces", () => {
  const settled = () => new Promise((done) => setImmediate(done));
  /** Two files that are not read yet, and a third that waits for one of them. */
  async function twoAndOneWaiting(body?: () => AsyncGenerator<string>) {
    const put = { away: 0 };
    async function* long() {
      try {
        for (let row = 0; row < 1000; row += 1) yield "row\r\n";
      } finally {
        put.away += 1;
      }
    }
    const two = [await fileResponse(asked(), async () => ({ ...given, body: (body ?? long)() }))];
    two.push(await fileResponse(asked(), async () => ({ ...given, body: long() })));
    let begun = false;
    const third = fileResponse(asked(), async () => {
      begun = true;
      return { ...given, body: "third" };
    });
    await settled();
    const end = async () => {
      for (const one of two) await one.body?.cancel().catch(() => undefined);
      expect(await raw(await third)).toBe("third");
    };
    return { two, put, hasBegun: () => begun, end };
  }

  test("is kept until the last piece is read", async () => {
    const { two, hasBegun, end } = await twoAndOneWaiting(pieces);
    expect(hasBegun()).toBe(false);
    expect(await raw(two[0] as Response)).toBe("a\r\nb\r\n");
    await settled();
    expect(hasBegun()).toBe(true);
    await end();
  });

  test("is given back when the reader goes away, and reading stops", async () => {
    const { two, put, hasBegun, end } = await twoAndOneWaiting();
    expect(hasBegun()).toBe(false);
    await two[0]?.body?.cancel();
    await settled();
    expect([hasBegun(), put.away]).toEqual([true, 1]);
    await end();
  });

  test("is given back at once by whoever asks for the headers alone, and nothing is read", async () => {
    sent.set("x-bank-method", "HEAD");
    let read = 0;
    async function* counted() {
      read += 1;
      yield "a\r\n";
    }
    const one = asked();
    for (let time = 0; time < 4; time += 1) {
      const { body, headers } = await fileResponse(one, async () => ({ ...given, body: counted() }));
      expect([body, headers.get("content-disposition")]).toEqual([null, 'attachment; filename="list.csv"']);
    }
    sent.delete("x-bank-method");
    expect(read).toBe(0);
    expect(await raw(await fileResponse(one, async () => ({ ...given, body: "then" })))).toBe("then");
  });

  test("is given back when reading fails", async () => {
    async function* failing() {
      yield "a\r\n";
      throw new Error("The database is away");
    }
    const { two, hasBegun, end } = await twoAndOneWaiting(failing);
    expect(hasBegun()).toBe(false);
    await expect(raw(two[0] as Response)).rejects.toThrow("The database is away");
    await settled();
    expect(hasBegun()).toBe(true);
    await end();
  });

  test("is given back when the reader takes nothing any more", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { two, put, end } = await twoAndOneWaiting();
      expect(put.away).toBe(0);
      await vi.advanceTimersByTimeAsync(60_000);
      await expect(raw(two[0] as Response)).rejects.toThrow("took nothing");
      await end();
    } finally {
      vi.useRealTimers();
    }
  });
});
