import sharp, { type Sharp } from "sharp";
import { refusal } from "../core/errors";
import { assertNoVirus } from "../core/virus-scanner";
import { drawPages } from "./draw-pages";
import { pagesAsPdf } from "./pages-as-pdf";
import { carriesMore, isActive, type ScanKind, saysHuge, scanKind } from "./scan-kind";

/** An uploaded file as it came; nothing of it is believed. */
export type UploadedScan = { fileName: string; fileType: string; content: Uint8Array };
export type CleanScan = { content: Buffer; format: "jpeg" | "pdf"; pages: number; width: number; height: number };

const MAX_SCAN_BYTES = 5_000_000;
const MAX_PIXELS = 25_000_000;
/** Of a picture within a PDF: a page of A3 scanned as finely as anybody does has fewer. */
const MAX_PDF_PIXELS = 100_000_000;
const SMALLEST = 200;
/** The longer side of what is kept: small print stays readable. */
const KEPT = 3_000;

const kinds: Record<string, ScanKind> = { jpg: "jpeg", jpeg: "jpeg", png: "png", pdf: "pdf" };
const types: Record<ScanKind, string> = { jpeg: "image/jpeg", png: "image/png", pdf: "application/pdf" };

sharp.cache(false);
sharp.concurrency(1);

/**
 * Reads an uploaded picture or PDF by what it holds and makes it anew: a picture as a JPEG without places, cameras, or
 * anything else that was in the file, a PDF as pictures of its pages (control 61). Refuses what is too large, lies about
 * its kind, carries another file, a script or a virus, is locked, or cannot be read.
 */
export async function readScan({ fileName, fileType, content }: UploadedScan): Promise<CleanScan> {
  if (content.byteLength === 0) throw refusal("scan_missing");
  if (content.byteLength > MAX_SCAN_BYTES) throw refusal("scan_too_large");
  await assertNoVirus(content);
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const kind = scanKind(bytes);
  if (!kind) throw refusal("scan_kind");
  const [, ending = ""] = /^[^/\\\0]{1,250}\.([a-z]{3,4})$/i.exec(fileName) ?? [];
  const named = kinds[ending.toLowerCase()];
  if (!named) throw refusal("scan_name");
  if (named !== kind || (fileType !== "" && fileType !== types[kind])) throw refusal("scan_lies");
  if (carriesMore(bytes, kind)) throw refusal("scan_mixed");
  return kind === "pdf" ? readPdf(bytes) : readPicture(bytes);
}

async function readPicture(bytes: Buffer): Promise<CleanScan> {
  await assertSize(bytes);
  try {
    const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
      .rotate()
      .resize({ width: KEPT, height: KEPT, fit: "inside", withoutEnlargement: true });
    const { picture, width, height } = await asJpeg(upright, 85);
    return { content: picture, format: "jpeg", pages: 1, width, height };
  } catch {
    throw refusal("scan_unreadable");
  }
}

async function readPdf(bytes: Buffer): Promise<CleanScan> {
  if (bytes.includes("/Encrypt")) throw refusal("scan_locked");
  if (isActive(bytes)) throw refusal("scan_active");
  if (saysHuge(bytes, MAX_PDF_PIXELS)) throw refusal("scan_pixels");
  const pages = await drawPages(bytes, ({ width, height, data }) => {
    if (Math.min(width, height) < SMALLEST) throw refusal("scan_small");
    return asJpeg(sharp(data, { raw: { width, height, channels: 4 } }), 78);
  });
  const [width, height] = [Math.max(...pages.map((page) => page.width)), Math.max(...pages.map((page) => page.height))];
  return { content: await pagesAsPdf(pages), format: "pdf", pages: pages.length, width, height };
}

async function asJpeg(picture: Sharp, quality: number): Promise<{ picture: Buffer; width: number; height: number }> {
  const { data, info } = await picture
    .flatten({ background: "#ffffff" })
    .jpeg({ quality })
    .toBuffer({ resolveWithObject: true });
  return { picture: data, width: info.width, height: info.height };
}

/** Reads the head of the picture only: a picture of 50,000 by 50,000 is never unpacked. */
async function assertSize(bytes: Buffer): Promise<void> {
  const head = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!head?.width || !head.height) throw refusal("scan_unreadable");
  if (head.width * head.height > MAX_PIXELS) throw refusal("scan_pixels");
  if (Math.min(head.width, head.height) < SMALLEST) throw refusal("scan_small");
}
