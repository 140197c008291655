import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { cookieOf, origin, staffWith } from "./bank";
import { type Answer, ask, withFile } from "./http";

let officer: string;
let teller: string;
let page: string;
let picture: Buffer;

beforeAll(async () => {
  [officer, teller] = [await cookieOf(staffWith("service_officer")), await cookieOf(staffWith("teller"))];
  const found = await ask(origin, "/customers?q=Amina%20Okafor", { headers: { cookie: officer } });
  page = `${/\/customers\/[0-9a-f-]{36}/.exec(found.text)?.[0]}/scans`;
  const shade = Date.now() % 200;
  picture = await sharp({ create: { width: 500, height: 300, channels: 3, background: { r: shade, g: 90, b: 40 } } })
    .jpeg()
    .toBuffer();
});

type File = { content: Buffer; name?: string; type?: string };

/** The upload form as a browser without scripts posts it. */
function upload(
  file: File,
  headers: Record<string, string>,
  fields: Record<string, string> = { side: "front" },
): Promise<Answer> {
  const { content, name = "passport.jpg", type = "image/jpeg" } = file;
  const form = withFile("scan", { content, name, type }, fields);
  const sent = { ...form.headers, ...headers };
  return ask(origin, `${page}/add`, { method: "POST", headers: sent, body: form.body });
}

const leadsTo = ({ status, headers }: Answer) => [status, headers.location];

describe("control 61: uploading a picture of a document", () => {
  it("keeps it and gives it back as a file, under the bank's name, that no browser opens as a page", async () => {
    expect(leadsTo(await upload({ content: picture }, { cookie: officer, origin }))).toEqual([303, `${page}?added=1`]);
    const list = await ask(origin, page, { headers: { cookie: officer } });
    const [href] = new RegExp(`${page}/[0-9a-f-]{36}`).exec(list.text) ?? [];
    const { status, headers } = await ask(origin, href ?? "", { headers: { cookie: officer } });
    expect([status, headers["content-type"], headers["x-content-type-options"]]).toEqual([
      200,
      "image/jpeg",
      "nosniff",
    ]);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="C-\d+-\w-front\.jpg"$/);
    expect(headers["content-security-policy"]).toContain("sandbox");
    expect(headers["cache-control"]).toContain("no-store");
  });

  it.each([
    [
      "scan_kind",
      { content: Buffer.from("<!DOCTYPE html><script>alert(1)</script>"), name: "x.png", type: "image/png" },
    ],
    ["scan_name", { content: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), name: "..\\..\\x" }],
    ["scan_missing", { content: Buffer.alloc(0), name: "" }],
  ])("says %s in words on the page it came from", async (reason, file) => {
    const answer = await upload(file, { cookie: officer, origin });
    expect(leadsTo(answer)).toEqual([303, `${page}?refused=${reason}`]);
    const { text } = await ask(origin, String(answer.headers.location), { headers: { cookie: officer } });
    expect(text).toContain("The picture was not added");
    expect(text).toMatch(/<title>Error: /);
  });

  it("repeats nothing that only the address says", async () => {
    const { text } = await ask(origin, `${page}?refused=canary-words`, { headers: { cookie: officer } });
    expect(text.replaceAll(/<script[\s\S]*?<\/script>/g, "")).not.toContain("canary-words");
  });

  it("takes five million bytes here and 64 kB everywhere else", async () => {
    const large = { content: Buffer.concat([picture, Buffer.alloc(5_100_000)]) };
    const { status, text } = await upload(large, { cookie: officer, origin });
    expect([status, text.includes("larger than 5 MB")]).toEqual([413, true]);
    const body = "a".repeat(64 * 1024 + 1);
    const elsewhere = await ask(origin, page, { method: "POST", headers: { cookie: officer, origin }, body });
    expect(elsewhere.status).toBe(413);
  });

  it("takes nothing from another site, a stranger, or a teller, and no field besides its own", async () => {
    const other = { content: Buffer.concat([picture]) };
    expect((await upload(other, { cookie: officer, origin: "https://evil.example" })).status).toBe(403);
    const stranger = await upload(other, { origin });
    expect([stranger.status, String(stranger.headers.location).split("?")[0]]).toEqual([303, "/sign-in"]);
    expect((await upload(other, { cookie: teller, origin })).status).toBe(403);
    const more = await upload(other, { cookie: officer, origin }, { side: "front", customerId: "x" });
    expect(leadsTo(more)).toEqual([303, `${page}?refused=scan_missing`]);
  });
});
