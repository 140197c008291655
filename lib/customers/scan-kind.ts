export type ScanKind = "jpeg" | "png" | "pdf";

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PDF = Buffer.from("%PDF-");

/** What the bytes of a file are, whatever its name and its sender say; null for anything but a JPEG, a PNG or a PDF. */
export function scanKind(bytes: Buffer): ScanKind | null {
  if (bytes.subarray(0, 5).equals(PDF)) return "pdf";
  if (bytes.subarray(0, 8).equals(PNG)) return "png";
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? "jpeg" : null;
}

/**
 * Whether a file carries something besides its picture or pages: bytes behind its end, or another file or a script in its
 * remarks. Such a file can be a picture to one program and an archive or a page to the next.
 */
export function carriesMore(bytes: Buffer, kind: ScanKind): boolean {
  if (kind === "pdf") return pdfCarriesMore(bytes);
  const { remarks, end } = kind === "png" ? pngParts(bytes) : jpegParts(bytes);
  const behind = bytes.subarray(end);
  // Cameras put a second, smaller picture behind the first; nothing writes anything behind the end of a PNG.
  if (kind === "png" && behind.length > 0) return true;
  return [...remarks, behind].some((part) => FOREIGN.some((mark) => part.includes(mark)));
}

/** How archives, programs, documents and pages begin or end. */
const FOREIGN = [
  "PK\x03\x04",
  "PK\x05\x06",
  "Rar!\x1a",
  "7z\xbc\xaf\x27\x1c",
  "%PDF-",
  "\x7fELF",
  "\xca\xfe\xba\xbe",
  "This program cannot be run",
  "GIF87a",
  "GIF89a",
  "<script",
  "<SCRIPT",
  "<html",
  "<HTML",
  "<!DOCTYPE",
  "<?php",
  "<svg",
].map((mark) => Buffer.from(mark, "latin1"));

/** Longer marks only: short ones turn up in the pressed bytes of a honest page by chance. */
const FOREIGN_IN_PDF = FOREIGN.filter((mark) => mark.length > 4 && !mark.equals(PDF));

/** An archive has its end in the last 64 kB, a page its words anywhere; behind the end of a PDF is nothing but blanks. */
function pdfCarriesMore(bytes: Buffer): boolean {
  const end = bytes.lastIndexOf("%%EOF");
  if (end === -1) return false;
  const behind = bytes.subarray(end + 5).toString("latin1");
  if (/[^\s\0]/.test(behind)) return true;
  return bytes.subarray(-66_000).includes("PK\x05\x06") || FOREIGN_IN_PDF.some((mark) => bytes.includes(mark));
}

/** A PDF as text, names that are spelt with the numbers of their letters among it as they read. */
function plainText(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * A side of a picture: its number, or the remark in its place, and what may make another number of it. The short names
 * are those of a picture among the text of a page; what else has such a name is small or no number.
 */
const SIDE = /\/(Width|Height|W|H)(?:[\s\0]*(%)|[\s\0]+[+-]*(\d+)([\s\0]*%|[\s\0]+\d)?)/g;

/**
 * Whether a PDF says openly that a picture in it may have more pixels than `most`, or says the size of one in a place
 * other than the picture: it is not even drawn. The widest counts with the tallest, however far apart they stand.
 */
export function saysHuge(bytes: Buffer, most: number): boolean {
  let [width, height] = [0, 0];
  for (const [, name = "", remark, digits = "0", more] of plainText(bytes).matchAll(SIDE)) {
    if (name.length > 1 && (remark || more)) return true;
    if (more && !more.endsWith("%")) continue;
    if (name.startsWith("W")) width = Math.max(width, Number(digits));
    else height = Math.max(height, Number(digits));
  }
  return width * height > most;
}

/** Whether a PDF says openly that it runs something or brings another file along. What it hides is left behind when it is drawn. */
export function isActive(bytes: Buffer): boolean {
  return ["/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia"].some((word) => bytes.includes(word));
}

type Parts = { remarks: Buffer[]; end: number };

/** Chunks until IEND: those that hold the picture are skipped, the rest are remarks. */
function pngParts(bytes: Buffer): Parts {
  const remarks: Buffer[] = [];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const [length, name] = [bytes.readUInt32BE(at), bytes.toString("latin1", at + 4, at + 8)];
    const next = at + 12 + length;
    if (name !== "IDAT" && name !== "fdAT") remarks.push(bytes.subarray(at + 8, Math.min(next - 4, bytes.length)));
    at = next;
    if (name === "IEND") break;
  }
  return { remarks, end: Math.min(at, bytes.length) };
}

/** Segments until the end of the image: application data and comments are remarks, what a scan holds is the picture. */
function jpegParts(bytes: Buffer): Parts {
  const remarks: Buffer[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return { remarks, end: at + 2 };
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if ((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe) remarks.push(bytes.subarray(at + 4, next));
    at = marker === 0xda ? endOfScan(bytes, next) : next;
  }
  return { remarks, end: Math.min(at, bytes.length) };
}

/** Within a scan 0xff is followed by zero or by a restart mark; anything else begins the next segment. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1] as number;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return bytes.length;
}
