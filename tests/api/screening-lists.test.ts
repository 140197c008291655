import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { cookieOf, demoCustomer, origin, staffWith } from "./bank";
import { type Answer, ask } from "./http";

const PATH = "/screening/lists/load";
let compliance: string;

beforeAll(async () => {
  compliance = await cookieOf(staffWith("compliance_officer"));
});

type Sent = { names?: Buffer; fields?: Record<string, string>; headers?: Record<string, string> };

/** The form as a browser without scripts posts it. */
function post(cookie: string, { names, fields = {}, headers = {} }: Sent = {}): Promise<Answer> {
  const boundary = "----countinghouse";
  const typed = { key: randomUUID(), source: "ofac_consolidated", version: "2026-11", ...fields };
  const part = (head: string, body: Buffer | string) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(body as string),
    Buffer.from("\r\n"),
  ];
  const body = Buffer.concat([
    ...Object.entries(typed).flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...(names ? part('name="names"; filename="../../SDN.CSV"\r\nContent-Type: text/csv', names) : []),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return ask(origin, PATH, {
    method: "POST",
    body,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}`, origin, cookie, ...headers },
  });
}

/** A list of so many invented entries. */
const listOf = (entries: number, tag: string) =>
  Buffer.from(
    Array.from(
      { length: entries },
      (_, at) => `${at + 1},"QXZVW${tag}, Nr ${at}",individual,T,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-`,
    ).join("\r\n"),
  );

describe("loading a screening list", () => {
  it("takes files that no form of words could carry, and leads to the lists", async () => {
    const names = listOf(2_000, randomUUID().slice(0, 4));
    expect(names.length).toBeGreaterThan(64 * 1024);
    const answer = await post(compliance, { names });
    expect([answer.status, answer.headers.location]).toEqual([303, "/screening/lists"]);
    expect((await ask(origin, "/screening/lists", { headers: { cookie: compliance } })).text).toContain("2026-11");
  });

  it("bad input 46: says which line cannot be read, with scripts and without", async () => {
    const names = Buffer.concat([listOf(2, "A"), Buffer.from("\r\n<script>alert(1)</script>\r\n")]);
    const plain = await post(compliance, { names });
    expect(plain.status).toBe(422);
    expect(plain.text).toContain("Line 3 of the file of names does not have the columns of this file.");
    const scripted = await post(compliance, { names, headers: { accept: "application/json" } });
    expect(JSON.parse(scripted.text).sentence).toMatch(/^Line 3 of the file of names/);
    expect((await post(compliance, { names: Buffer.alloc(0) })).text).toContain("Choose the file of names.");
    expect((await post(compliance)).text).toContain("Choose the file of names.");
  });

  it("bad input 22: refuses a field that was not asked for", async () => {
    const answer = await post(compliance, { names: listOf(2, "B"), fields: { loadedBy: randomUUID() } });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("loadedBy");
  });

  it("bad input 46: turns away more than its cap, and only this form may carry more than 64 kB", async () => {
    expect((await post(compliance, { names: Buffer.alloc(20 * 1024 * 1024 + 1, "a") })).status).toBe(413);
    const body = Buffer.alloc(64 * 1024 + 1, "a");
    for (const path of ["/screening/lists", `${PATH}/x`])
      expect((await ask(origin, path, { method: "POST", body, headers: { origin, cookie: compliance } })).status).toBe(
        413,
      );
  });

  it("controls 1, 2 and 8: is for compliance, from the bank's own pages", async () => {
    const names = listOf(2, "C");
    const unknown = await post("", { names });
    expect([unknown.status, String(unknown.headers.location).split("?")[0]]).toEqual([303, "/sign-in"]);
    expect((await post(await cookieOf(staffWith("teller")), { names })).status).toBe(403);
    expect((await post(await cookieOf(demoCustomer), { names })).status).toBe(404);
    expect((await post(compliance, { names, headers: { origin: "https://evil.example" } })).status).toBe(403);
  });
});
