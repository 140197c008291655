import sharp from "sharp";
import { refusal } from "../core/errors";
import { carriesMore, pictureKind } from "./picture-kind";

/** An uploaded file as it came; nothing of it is believed. */
export type UploadedScan = { fileName: string; fileType: string; content: Uint8Array };
export type CleanScan = { picture: Buffer; width: number; height: number };

export const MAX_SCAN_BYTES = 5_000_000;
const MAX_PIXELS = 25_000_000;
const SMALLEST = 200;
/** The longer side of what is kept: small print stays readable. */
const KEPT = 3_000;

const kinds: Record<string, "jpeg" | "png"> = { jpg: "jpeg", jpeg: "jpeg", png: "png" };

sharp.cache(false);
sharp.concurrency(1);

/**
 * Reads an uploaded picture by what it holds and makes it anew as a JPEG, without places, cameras, or anything else that
 * was in the file (control 61). Refuses what is too large, lies about its kind, carries another file, or cannot be read.
 */
export async function readScan({ fileName, fileType, content }: UploadedScan): Promise<CleanScan> {
  if (content.byteLength === 0) throw refusal("scan_missing");
  if (content.byteLength > MAX_SCAN_BYTES) throw refusal("scan_too_large");
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const kind = pictureKind(bytes);
  if (!kind) throw refusal("scan_kind");
  const [, ending = ""] = /^[^/\\\0]{1,250}\.([a-z]{3,4})$/i.exec(fileName) ?? [];
  const named = kinds[ending.toLowerCase()];
  if (!named) throw refusal("scan_name");
  if (named !== kind || (fileType !== "" && fileType !== `image/${kind}`)) throw refusal("scan_lies");
  if (carriesMore(bytes, kind)) throw refusal("scan_mixed");
  await assertSize(bytes);
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
      .rotate()
      .resize({ width: KEPT, height: KEPT, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    return { picture: data, width: info.width, height: info.height };
  } catch {
    throw refusal("scan_unreadable");
  }
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
