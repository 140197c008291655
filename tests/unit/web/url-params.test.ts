import { beforeEach, expect, it, vi } from "vitest";

const sent = new Headers();
vi.mock("next/headers", () => ({ headers: async () => sent }));
const { urlParams } = await import("@/lib/web/url-params");

beforeEach(() => sent.delete("accept-language"));

const read = (given: Record<string, string | string[]>) => urlParams(Promise.resolve(given), ["q", "min", "amount"]);

it("takes each named parameter once and leaves the empty and the unknown out", async () => {
  expect(await read({ q: ["a", "b"], min: "", other: "x" })).toEqual({ q: "a" });
  expect(await read({ q: "a\0b", amount: "9".repeat(700) })).toEqual({ q: "ab", amount: "9".repeat(600) });
});

it("reads amounts by the marks of the person's language, and nothing else", async () => {
  const typed = { q: "1.234,50", min: "1.234,50", amount: "12,5" };
  expect(await read(typed)).toEqual(typed);
  sent.set("accept-language", "de-AT,de;q=0.9");
  expect(await read(typed)).toEqual({ q: "1.234,50", min: "1,234.50", amount: "12.5" });
});
