import { describe, expect, test } from "vitest";
import { refusal } from "@/lib/core/errors";
import { fileResponse } from "@/lib/web/file-response";

const given = { type: "text/csv; charset=utf-8", name: "list.csv" };
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
    const plain = await fileResponse(async () => ({ ...given, body: body() }));
    const marked = await fileResponse(async () => ({ ...given, body: body(), mark: true }));
    expect(await raw(plain)).toBe("a\r\nb\r\n");
    expect(await raw(marked)).toBe("\uFEFFa\r\nb\r\n");
    expect(plain.headers.get("content-disposition")).toBe('attachment; filename="list.csv"');
    expect(plain.headers.get("cache-control")).toBe("private, no-store");
  });

  test("that is refused leads back to the page that says why, or says it itself", async () => {
    const refused = async () => {
      throw refusal("papers_too_often");
    };
    const back = await fileResponse(refused, ({ reason }) => `/my?refused=${reason}`);
    expect([back.status, back.headers.get("location")]).toEqual([303, "/my?refused=papers_too_often"]);
    const bare = await fileResponse(refused);
    expect([bare.status, await bare.text()]).toEqual([429, refusal("papers_too_often").sentence]);
  });
});
