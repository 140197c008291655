import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import PDFDocument from "pdfkit";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { type CustomerId, newId } from "@/lib/core/ids";
import { addScan } from "@/lib/customers/add-scan";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { drawPages } from "@/lib/customers/draw-pages";
import { readCustomer } from "@/lib/customers/profile-queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { documentsBehind, openScan, scansOf } from "@/lib/customers/scan-queries";
import { rules } from "@/lib/identity/throttle";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let amina: CustomerId;
let jpeg: Buffer;
let png: Buffer;

const canvas = (width = 640, height = 420) => sharp({ create: { width, height, channels: 3, background: "#9c8f6a" } });

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  amina = await a.filled(officer);
  png = await canvas().png().toBuffer();
  jpeg = await canvas()
    .withExif({ IFD0: { Make: "Canary Camera" }, IFD3: { GPSLatitude: "48/1 12/1 30/1", GPSLatitudeRef: "N" } })
    .jpeg()
    .toBuffer();
});
afterAll(() => database.close());

const upload = (content: Uint8Array, over: object = {}, by = officer) =>
  addScan(by, { customerId: amina, side: "front", fileName: "passport.jpg", fileType: "image/jpeg", content, ...over });
const asPng = { fileName: "passport.png", fileType: "image/png" };
const count = async () => (await sqlOf(database.admin)`select count(*)::int as n from document_scans`)[0]?.n as number;

/** A PNG whose head says what it likes. */
function pngSaying(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(1_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A JPEG with a remark right behind its beginning. */
const withRemark = (text: string) =>
  Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, text.length + 2]),
    Buffer.from(text, "latin1"),
    jpeg.subarray(2),
  ]);

type PdfSettings = ConstructorParameters<typeof PDFDocument>[0];

/** A PDF as a scanner or a register sends it. */
function pdf(draw: (to: PDFKit.PDFDocument) => void = () => undefined, settings: PdfSettings = {}): Promise<Buffer> {
  const made = new PDFDocument({ size: [420, 300], margin: 20, info: { Author: "Canary Author" }, ...settings });
  const parts: Buffer[] = [];
  made.on("data", (part: Buffer) => parts.push(part));
  const whole = new Promise<Buffer>((resolve) => made.on("end", () => resolve(Buffer.concat(parts))));
  made.rect(0, 0, 420, 300).fill("#c01010");
  draw(made);
  made.end();
  return whole;
}

const asPdf = { fileName: "extract.pdf", fileType: "application/pdf" };

describe("control 61: what is no picture of a document", () => {
  const zip = Buffer.from("PK\x03\x04 archive PK\x05\x06", "latin1");
  const html = Buffer.from("<!DOCTYPE html><script>alert(1)</script>".padEnd(2_000), "latin1");
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>');
  const refused: [string, string, () => Uint8Array | Promise<Uint8Array>, object?][] = [
    ["nothing at all", "scan_missing", () => new Uint8Array()],
    ["a byte more than 5 MB", "scan_too_large", () => Buffer.concat([jpeg, Buffer.alloc(5_000_001 - jpeg.length)])],
    ["a page named as a picture", "scan_kind", () => html],
    ["a PDF named as a picture", "scan_lies", () => Buffer.from("%PDF-1.7\n/JavaScript".padEnd(2_000))],
    ["a page named as a PDF (row 46)", "scan_kind", () => html, asPdf],
    ["a picture named as a PDF", "scan_lies", () => jpeg, asPdf],
    ["a PDF with an archive behind it (row 46)", "scan_mixed", async () => Buffer.concat([await pdf(), zip]), asPdf],
    [
      "a PDF that is a page as well (row 46)",
      "scan_mixed",
      async () => Buffer.concat([Buffer.from("%PDF-1.3\n%<script>alert(1)</script>\n"), await pdf()]),
      asPdf,
    ],
    [
      "a PDF before which something stands",
      "scan_kind",
      async () => Buffer.concat([Buffer.from("GIF89a"), await pdf()]),
      asPdf,
    ],
    [
      "a PDF that runs a script (row 46)",
      "scan_active",
      async () =>
        Buffer.from(
          (await pdf())
            .toString("latin1")
            .replace("/Type /Catalog", "/OpenAction <</S /JavaScript /JS (0)>> /Type /Catalog"),
          "latin1",
        ),
      asPdf,
    ],
    [
      "a PDF that brings a file along",
      "scan_active",
      () => pdf((to) => to.file(Buffer.from("MZ program"), { name: "invoice.exe" })),
      asPdf,
    ],
    ["a PDF with a password (row 47)", "scan_locked", () => pdf(undefined, { userPassword: "1234" }), asPdf],
    ["an encrypted PDF that opens (row 47)", "scan_locked", () => pdf(undefined, { ownerPassword: "1234" }), asPdf],
    ["a PDF of 21 pages", "scan_pages", () => pdf((to) => void Array.from({ length: 20 }, () => to.addPage())), asPdf],
    ["a PDF of a hair", "scan_small", () => pdf(undefined, { size: [2, 9_000] }), asPdf],
    ["half a PDF", "scan_unreadable", async () => (await pdf()).subarray(0, 400), asPdf],
    ["a PDF without pages", "scan_unreadable", () => Buffer.from("%PDF-1.7\nnothing\n%%EOF"), asPdf],
    ["a document with a link in it (row 47)", "scan_kind", () => zip, { fileName: "articles.docx", fileType: "" }],
    [
      "an archive of a link (row 47)",
      "scan_kind",
      () => Buffer.from("../../etc/passwd".padEnd(1_024, "\0")),
      { fileName: "x.tar" },
    ],
    ["an archive named as a picture", "scan_kind", () => zip],
    ["a drawing with scripts", "scan_kind", () => svg, { fileName: "x.svg", fileType: "image/svg+xml" }],
    ["a GIF", "scan_kind", () => Buffer.from("GIF89a".padEnd(500)), { fileName: "x.gif", fileType: "image/gif" }],
    ["a JPEG named PNG", "scan_lies", () => jpeg, { fileName: "passport.png" }],
    ["a PNG sent as a JPEG", "scan_lies", () => png, { fileName: "passport.png", fileType: "image/jpeg" }],
    ["a picture sent as a page", "scan_lies", () => jpeg, { fileType: "text/html" }],
    ["a PNG with an archive behind it", "scan_mixed", () => Buffer.concat([png, zip]), asPng],
    ["a PNG with anything behind it", "scan_mixed", () => Buffer.concat([png, Buffer.from("x")]), asPng],
    ["a JPEG with an archive behind it", "scan_mixed", () => Buffer.concat([jpeg, zip])],
    ["a JPEG that is a PDF as well", "scan_mixed", () => withRemark("%PDF-1.7 /OpenAction /JavaScript")],
    ["a JPEG with a script in its remarks", "scan_mixed", () => withRemark("<script>alert(1)</script>")],
    ["50,000 by 50,000 pixels", "scan_pixels", () => pngSaying(50_000, 50_000), asPng],
    ["4,294,967,295 pixels in a row", "scan_unreadable", () => pngSaying(0xffffffff, 300), asPng],
    ["a stamp", "scan_small", () => pngSaying(40, 40), asPng],
    ["half a picture", "scan_unreadable", () => jpeg.subarray(0, jpeg.length / 2)],
    ["a head without a picture", "scan_unreadable", () => pngSaying(900, 900), asPng],
    ["a name that climbs", "scan_name", () => jpeg, { fileName: "../../passport.jpg" }],
    ["a name of the system's", "scan_name", () => jpeg, { fileName: "CON" }],
    ["a program's name", "scan_name", () => jpeg, { fileName: "passport.jpg.exe" }],
    ["a name of 300 letters", "scan_name", () => jpeg, { fileName: `${"x".repeat(300)}.jpg` }],
    ["a name with a NUL", "scan_name", () => jpeg, { fileName: "passport.exe\0.jpg" }],
  ];

  it.each(refused)("%s is refused as %s, with a sentence, and nothing is kept", async (_, reason, content, over) => {
    const before = await count();
    const answer = await upload(await content(), over).catch((error: unknown) => error);
    expect(answer).toMatchObject({ reason, sentence: expect.stringMatching(/^[A-Z].{20,}\.$/) });
    expect(await count()).toBe(before);
  });

  it("stands in the activity log as a refusal", async () => {
    await upload(Buffer.from("GIF89a")).catch(() => undefined);
    const [row] = await sqlOf(database.admin)`
      select act, result, reason, subject_id::text as about from audit_events order by id desc limit 1`;
    expect(row).toEqual({ act: "customer.add_scan", result: "refused", reason: "scan_kind", about: amina });
  });
});

describe("control 61: a picture of a document", () => {
  it("is made anew without what the camera wrote, and encrypted under the customer's key", async () => {
    expect(jpeg.includes("Canary Camera")).toBe(true);
    await upload(jpeg);
    const [scan] = await scansOf(officer, amina);
    const opened = await openScan(officer, amina, scan?.id ?? "");
    expect(opened.name).toMatch(/^C-\d+-\w-front\.jpg$/);
    expect(opened.content.includes("Canary Camera")).toBe(false);
    const kept = await sharp(opened.content).metadata();
    expect([kept.format, kept.width, kept.exif, kept.xmp]).toEqual(["jpeg", 640, undefined, undefined]);
    expect(createHash("sha256").update(opened.content).digest("hex")).toBe(scan?.sha256);
    const [row] = await sqlOf(database.admin)<{ bytes: Buffer }[]>`
      select ciphertext as bytes from document_scans where id = ${scan?.id ?? ""}`;
    expect(row?.bytes.includes(opened.content.subarray(0, 16))).toBe(false);
    expect((await readCustomer(officer, amina)).scans).toBe(1);
  });

  it("has its hash, and that of the uploaded file, in the activity log; each look is recorded", async () => {
    const sql = sqlOf(database.admin);
    const [scan] = await scansOf(officer, amina);
    const [added] = await sql<{ id: string }[]>`
      select id from audit_events where act = 'customer.scan_added' and customer_id = ${amina}`;
    const auditor = await bank.staff("auditor", "000");
    const detail = JSON.stringify(await readActivityDetail(auditor, added?.id ?? ""));
    expect(detail).toContain(scan?.sha256);
    expect(detail).toContain(createHash("sha256").update(jpeg).digest("hex"));
    await openScan(auditor, amina, scan?.id ?? "");
    const looks = await sql`
      select 1 from audit_events where act = 'customer.scan_opened' and actor_id = ${auditor.actor.userId}`;
    expect(looks.length).toBe(1);
  });

  it("is kept once however often the same file is sent", async () => {
    const before = await count();
    await Promise.all([upload(jpeg), upload(jpeg, { side: "back" }), upload(jpeg)]);
    expect(await count()).toBe(before);
  });

  it("is made smaller when it is very large, and turned upright", async () => {
    const large = await canvas(5_000, 4_000).withMetadata({ orientation: 6 }).png().toBuffer();
    await upload(large, { ...asPng, side: "back" });
    const [scan] = await scansOf(officer, amina);
    expect(scan).toMatchObject({ side: "back", width: 2_400, height: 3_000 });
  });

  it("may be a PDF, of which pictures of its pages are kept and nothing else", async () => {
    const customerId = await a.filled(officer, { fullName: "Paper Person" });
    const sent = await pdf((to) => {
      to.fill("#ffffff").text("Canary words");
      to.link(0, 0, 90, 90, "https://evil.example/canary");
      to.addPage({ size: [300, 800] });
    });
    expect(sent.includes("Canary Author") || sent.includes("evil.example")).toBe(true);
    await upload(sent, { ...asPdf, customerId });
    const [scan] = await scansOf(officer, customerId);
    expect(scan).toMatchObject({ format: "pdf", pages: 2, width: 1_680, height: 2_000 });
    const { content, name, format } = await openScan(officer, customerId, scan?.id ?? "");
    expect([format, name.slice(-9)]).toEqual(["pdf", "front.pdf"]);
    for (const gone of ["Canary", "evil.example", "/URI", "/Annots", "/Font"])
      expect(content.includes(gone)).toBe(false);
    const [page] = await drawPages(content, async (drawn) => drawn);
    // What was red is red.
    expect([...(page?.data.subarray(0, 3) ?? [])].map((shade) => shade > 128)).toEqual([true, false, false]);
  });

  it("may be a PDF that hides a script, which is left behind", async () => {
    const customerId = await a.filled(officer, { fullName: "Script Person" });
    const hidden = (await pdf())
      .toString("latin1")
      .replace("/Type /Catalog", "/OpenAction <</S /Java#53cript /JS (0)>> /Type /Catalog");
    await upload(Buffer.from(hidden, "latin1"), { ...asPdf, customerId });
    const [scan] = await scansOf(officer, customerId);
    const { content } = await openScan(officer, customerId, scan?.id ?? "");
    for (const gone of ["/OpenAction", "cript", "/JS"]) expect(content.includes(gone)).toBe(false);
  });

  it("is another branch's and another role's secret", async () => {
    const [scan] = await scansOf(officer, amina);
    const id = scan?.id ?? "";
    const open = async (by: a.Staff) => openScan(by, amina, id);
    await expect(open(await bank.staff("service_officer", "002"))).rejects.toMatchObject({ reason: "other_branch" });
    await expect(open(await bank.staff("operations", "000"))).rejects.toMatchObject({ reason: "not_permitted" });
    for (const wrong of ["", "x", "../..", "00000000-0000-0000-0000-000000000000"])
      await expect(openScan(officer, amina, wrong)).rejects.toMatchObject({ reason: "scan_not_found" });
    const other = await a.filled(officer, { fullName: "Jonas Brandt" });
    await expect(openScan(officer, other, id)).rejects.toMatchObject({ reason: "scan_not_found" });
  });

  it("is not added by a teller, for another branch's customer, or without a document", async () => {
    const teller = await bank.staff("teller");
    await expect(upload(png, asPng, teller)).rejects.toMatchObject({ reason: "not_permitted" });
    const elsewhere = await bank.staff("service_officer", "002");
    await expect(upload(png, asPng, elsewhere)).rejects.toMatchObject({ reason: "other_branch" });
    const bare = await a.draft(officer, "Nobody Yet");
    await expect(upload(png, { ...asPng, customerId: bare })).rejects.toMatchObject({ reason: "scan_no_document" });
  });

  it("cannot be changed, and does not open in another's place", async () => {
    const sql = sqlOf(database.admin);
    await expect(sql`update document_scans set side = 'back'`).rejects.toThrow(/append-only/);
    const [scan] = await scansOf(officer, amina);
    await sql`alter table document_scans disable trigger document_scans_unchanged`;
    await sql`
      update document_scans set ciphertext = (select ciphertext from document_scans where id <> ${scan?.id ?? ""} limit 1)
      where id = ${scan?.id ?? ""}`;
    await sql`alter table document_scans enable trigger document_scans_unchanged`;
    await expect(openScan(officer, amina, scan?.id ?? "")).rejects.toThrow();
  });

  it("goes with the application it belongs to", async () => {
    const gone = await a.filled(officer, { fullName: "Gone Again" });
    await upload(png, { ...asPng, customerId: gone });
    await deleteCustomer(await bank.staff("branch_manager"), { key: newKey(), customerId: gone });
    const left = await sqlOf(database.admin)`select 1 from document_scans where customer_id = ${gone}`;
    expect(left.length).toBe(0);
  });

  it("has nine others beside it at most", async () => {
    const full = await a.filled(officer, { fullName: "Full Folder" });
    for (let at = 0; at < 10; at += 1)
      await upload(
        await canvas(300 + at, 300)
          .png()
          .toBuffer(),
        { ...asPng, customerId: full },
      );
    const eleventh = await canvas(400, 300).png().toBuffer();
    await expect(upload(eleventh, { ...asPng, customerId: full })).rejects.toMatchObject({ reason: "scan_full" });
  });

  it("is one of a hundred in a day that one person adds; a colleague still adds theirs", async () => {
    const keen = await bank.staff("service_officer");
    const customerId = await a.filled(keen, { fullName: "Many Pictures" });
    await upload(await canvas(300, 301).png().toBuffer(), { ...asPng, customerId }, keen);
    const others = await a.filled(officer, { fullName: "Other Pictures" });
    await sqlOf(database.admin)`
      insert into document_scans (id, customer_id, document_id, side, format, pages, sha256, uploaded_sha256, size, width, height, ciphertext, uploaded_by)
      select gen_random_uuid(), ${others}, (select id from identity_documents where customer_id = ${others}), side, format, pages, sha256, sha256(no::text::bytea), size, width, height, ciphertext, uploaded_by
      from document_scans, generate_series(1, 99) as numbers (no) where uploaded_by = ${keen.actor.userId}`;
    const next = await canvas(300, 302).png().toBuffer();
    const more = (by: typeof keen) => upload(next, { ...asPng, customerId }, by);
    await expect(more(keen)).rejects.toMatchObject({ reason: "scan_quota" });
    expect(await more(await bank.staff("service_officer"))).toEqual({ customerId });
  });

  it("is read for nobody who sends without end, whatever is in it (control 61)", async () => {
    const hasty = await bank.staff("service_officer");
    const customerId = await a.filled(hasty, { fullName: "Hasty Hands" });
    const noPicture = () => upload(Buffer.from("no picture"), { ...asPng, customerId }, hasty);
    for (let at = 0; at < rules.upload.free; at += 1)
      await expect(noPicture()).rejects.not.toMatchObject({ reason: "scans_too_many" });
    await expect(noPicture()).rejects.toMatchObject({ reason: "scans_too_many" });
    const good = await canvas(300, 303).png().toBuffer();
    await expect(upload(good, { ...asPng, customerId }, hasty)).rejects.toMatchObject({ reason: "scans_too_many" });
    expect(await upload(good, { ...asPng, customerId }, await bank.staff("service_officer"))).toEqual({ customerId });
  });

  it("stays with the document it shows, and is not shown under the one that takes its place", async () => {
    const customerId = await a.filled(officer);
    await upload(await canvas(500, 310).png().toBuffer(), { ...asPng, customerId });
    expect((await readCustomer(officer, customerId)).scans).toBe(1);
    await saveOnboardingDraft(officer, a.passport(customerId, a.newDocumentNumber()));
    expect((await readCustomer(officer, customerId)).scans).toBe(0);
    expect((await scansOf(officer, customerId)).map(({ former }) => former?.expiresOn)).toEqual(["2030-05-03"]);
    // The same paper saved again is no other one.
    await upload(await canvas(510, 310).png().toBuffer(), { ...asPng, customerId });
    await saveOnboardingDraft(officer, a.passport(customerId, undefined));
    expect((await readCustomer(officer, customerId)).scans).toBe(1);
  });
});

describe("the papers of an organisation", () => {
  it("are kept as pictures of its own, beside the documents of its people", async () => {
    const manager = await bank.staff("branch_manager");
    const [signs, owns] = [(await bank.customer("Ines Halloran")).id, (await bank.customer("Jonas Brandt")).id];
    const firm = await o.activeOrganisation({ officer, manager }, [signs, owns], { fullName: "Hafenkontor GmbH" });
    const add = async (side: "register_extract" | "articles" | "front", width: number) =>
      upload(await pdf(undefined, { size: [width, 300] }), { ...asPdf, customerId: firm, side });
    await add("register_extract", 500);
    await add("articles", 510);
    expect((await scansOf(officer, firm)).map(({ side, pages, former }) => [side, pages, former])).toEqual([
      ["articles", 1, null],
      ["register_extract", 1, null],
    ]);
    expect((await readCustomer(officer, firm)).scans).toBe(2);
    const [articles] = await scansOf(officer, firm);
    expect((await openScan(officer, firm, articles?.id ?? "")).name).toMatch(/^C-\d+-\w-articles\.pdf$/);
    await expect(add("front", 520)).rejects.toMatchObject({ reason: "choose", field: "side" });
    await expect(upload(jpeg, { side: "articles" })).rejects.toMatchObject({ reason: "choose", field: "side" });

    const behind = await documentsBehind(officer, firm);
    expect(behind.map(({ fullName, signatory, document, scans }) => [fullName, signatory, document, scans])).toEqual([
      ["Ines Halloran", true, null, 0],
      ["Jonas Brandt", true, null, 0],
    ]);
    await sqlOf(database.db)`
      insert into identity_documents (id, customer_id, kind, issuing_country, number_cipher, number_hmac, number_last4, expires_on)
      values (${newId()}, ${signs}, 'passport', 'AT', 'x', ${Buffer.from("behind")}, '4417', '2031-05-03')`;
    await upload(await canvas(520, 310).png().toBuffer(), { ...asPng, customerId: signs });
    expect((await documentsBehind(officer, firm))[0]).toMatchObject({
      document: { kind: "passport", numberLast4: "4417", expiresOn: "2031-05-03" },
      scans: 1,
    });
  });

  it("go with an application that is deleted", async () => {
    const firm = await o.organisationDraft(officer);
    await upload(png, { ...asPng, customerId: firm, side: "register_extract" });
    await deleteCustomer(await bank.staff("branch_manager"), { key: newKey(), customerId: firm });
    expect((await sqlOf(database.admin)`select 1 from document_scans where customer_id = ${firm}`).length).toBe(0);
  });
});
