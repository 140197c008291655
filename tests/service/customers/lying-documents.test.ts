import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { CustomerId } from "@/lib/core/ids";
import { addScan } from "@/lib/customers/add-scan";
import { openScan, scansOf } from "@/lib/customers/scan-queries";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let amina: CustomerId;
let jpeg: Buffer;
let png: Buffer;

const HUGE = 50_000;
const bytes = (text: string) => Buffer.from(text, "latin1");

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  amina = await a.filled(await bank.staff("service_officer"));
  const canvas = sharp({ create: { width: 640, height: 420, channels: 3, background: "#9c8f6a" } });
  [jpeg, png] = [await canvas.clone().jpeg().toBuffer(), await canvas.clone().png().toBuffer()];
});
afterAll(() => database.close());

/** A PNG, and a JPEG, whose heads say 50,000 by 50,000 while a few bytes of picture follow. */
function pngSaying(side: number): Buffer {
  const lying = Buffer.from(png);
  lying.writeUInt32BE(side, 16);
  lying.writeUInt32BE(side, 20);
  return lying;
}
function jpegSaying(side: number): Buffer {
  const lying = Buffer.from(jpeg);
  const head = lying.indexOf(Buffer.from([0xff, 0xc0]));
  lying.writeUInt16BE(side, head + 5);
  lying.writeUInt16BE(side, head + 7);
  return lying;
}
/** The heads of formats that the bank does not take. */
const webp = Buffer.concat([
  bytes("RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"),
  Buffer.from([0x4f, 0xc3, 0, 0x4f, 0xc3, 0]),
]);
const tiff = Buffer.concat([
  bytes("II*\0\x08\0\0\0\x02\0"),
  bytes("\0\x01\x04\0\x01\0\0\0\x50\xc3\0\0\x01\x01\x04\0\x01\0\0\0\x50\xc3\0\0"),
]);

/** A page of a PDF that draws one picture of so many pixels, of which a few bytes are there. */
function pdfWith(
  width: number | string,
  height: number | string,
  spelt = { width: "/Width", height: "/Height" },
  draw = "q 420 0 0 300 0 0 cm /I Do Q",
): Buffer {
  const data = deflateSync(Buffer.alloc(2_000));
  const objects = [
    "<</Type /Catalog /Pages 2 0 R>>",
    "<</Type /Pages /Kids [3 0 R] /Count 1>>",
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 420 300] /Contents 4 0 R /Resources <</XObject <</I 5 0 R>>>>>>",
    `<</Length ${draw.length}>>\nstream\n${draw}\nendstream`,
    `<</Type /XObject /Subtype /Image ${spelt.height} ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 ${spelt.width}\n${width} /Filter /FlateDecode /Length ${data.length}>>\nstream\n${data.toString("latin1")}\nendstream`,
    `${HUGE}`,
  ];
  let out = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = String(out.length).padStart(10, "0");
    out += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${place} 00000 n \n`).join("");
  return bytes(
    `${out}xref\n0 7\n0000000000 65535 f \n${table}trailer <</Size 7 /Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF\n`,
  );
}

/** Each by an officer of its own, so that nobody has sent too much. */
const upload = async (content: Uint8Array, fileName: string, fileType = "") =>
  addScan(await bank.staff("service_officer"), { customerId: amina, side: "front", fileName, fileType, content });

const php = "<?php system($_GET['c']); ?>";
const zip = bytes("PK\x03\x04 payload PK\x05\x06");
const lies: [string, string, () => Buffer, string][] = [
  ["a PNG of 50,000 by 50,000", "scan_pixels", () => pngSaying(HUGE), "x.png"],
  ["a JPEG of 50,000 by 50,000", "scan_pixels", () => jpegSaying(HUGE), "x.jpg"],
  ["a WebP of 50,000 by 50,000 named as a JPEG", "scan_kind", () => webp, "x.jpg"],
  ["a TIFF of 50,000 by 50,000 named as a PNG", "scan_kind", () => tiff, "x.png"],
  ["a PDF with a picture of 50,000 by 50,000", "scan_pixels", () => pdfWith(HUGE, HUGE), "x.pdf"],
  ["a PDF with a picture of 2 by 1,000,000,000", "scan_pixels", () => pdfWith(2, 1_000_000_000), "x.pdf"],
  [
    "a PDF that spells the size of its picture in another way",
    "scan_pixels",
    () => pdfWith(HUGE, HUGE, { width: "/#57idth", height: "/H#65ight" }),
    "x.pdf",
  ],
  ["a PDF that says the size of its picture elsewhere", "scan_pixels", () => pdfWith("6 0 R", "6 0 R"), "x.pdf"],
  [
    "a PDF that says the size elsewhere, with a remark between",
    "scan_pixels",
    () => pdfWith("6%\n0 R", "6%\n0 R"),
    "x.pdf",
  ],
  [
    "a PDF with a remark before the size of its picture",
    "scan_pixels",
    () => pdfWith(HUGE, HUGE, { width: "/Width%x", height: "/Height%x\n" }),
    "x.pdf",
  ],
  [
    "a PDF that says one side far from the other",
    "scan_pixels",
    () => pdfWith(HUGE, `${HUGE}${" ".repeat(3_000)}`),
    "x.pdf",
  ],
  [
    "a PDF with so large a picture among the text of its page",
    "scan_pixels",
    () => pdfWith(40, 40, undefined, `q 420 0 0 300 0 0 cm BI /W ${HUGE} /H ${HUGE} /CS /G /BPC 8 /F /Fl ID x EI Q`),
    "x.pdf",
  ],
  ["a GIF that is a page as well", "scan_kind", () => bytes("GIF89a/*<html><script>1</script>*/"), "x.png"],
  ["a GIF that is a page as well, named as a JPEG", "scan_kind", () => bytes("GIF89a=1;<!DOCTYPE html>"), "x.jpg"],
  ["a PDF that is an archive as well", "scan_mixed", () => Buffer.concat([pdfWith(40, 40), zip]), "x.pdf"],
  ["a JPEG with a program behind it", "scan_mixed", () => Buffer.concat([jpeg, bytes(php)]), "x.jpg"],
  [
    "a JPEG with a program in its remarks",
    "scan_mixed",
    () =>
      Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, php.length + 2]), bytes(php), jpeg.subarray(2)]),
    "x.jpg",
  ],
  ["a drawing named as a PNG", "scan_kind", () => bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), "x.png"],
  ["a drawing named as a PDF", "scan_kind", () => bytes('<?xml version="1.0"?><svg/>'), "x.pdf"],
  ["a JPEG cut short", "scan_unreadable", () => jpeg.subarray(0, Math.floor(jpeg.length / 2)), "x.jpg"],
  ["a PNG cut short", "scan_unreadable", () => png.subarray(0, Math.floor(png.length / 2)), "x.png"],
  ["a PDF cut short", "scan_unreadable", () => pdfWith(40, 40).subarray(0, 200), "x.pdf"],
  ["nothing", "scan_missing", () => Buffer.alloc(0), "x.jpg"],
  ["a byte too many", "scan_too_large", () => Buffer.alloc(5_000_001, 1), "x.jpg"],
];

describe("documents that lie (control 61, rows 46 and 47)", () => {
  it.each(lies)(
    "%s is refused as %s with a sentence, little memory is taken, and nothing is kept",
    async (_, reason, make, name) => {
      const content = make();
      const before = process.memoryUsage().rss;
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss);
      }, 5);
      const answer = await upload(content, name).catch((error: unknown) => error);
      clearInterval(watch);
      expect(answer).toMatchObject({ reason, sentence: expect.stringMatching(/^[A-Z].{20,}\.$/) });
      // A picture of 50,000 by 50,000 unpacked is 2.5 GB at least.
      expect((Math.max(most, process.memoryUsage().rss) - before) / 1_000_000).toBeLessThan(400);
      const [kept] = await sqlOf(database.admin)`select count(*)::int as n from document_scans`;
      expect(kept).toEqual({ n: 0 });
    },
  );

  it("an honest scan in a PDF is drawn anew, and nothing of the file itself is kept", async () => {
    const honest = pdfWith(1_700, 1_200);
    await upload(honest, "x.pdf", "application/pdf");
    const officer = await bank.staff("service_officer");
    const [scan] = await scansOf(officer, amina);
    const { content } = await openScan(officer, amina, scan?.id ?? "");
    expect(content.subarray(0, 5).toString()).toBe("%PDF-");
    expect(content.includes(honest.subarray(100, 200))).toBe(false);
  });
});
