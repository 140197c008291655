import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "../core/env";

const KEY_ID = "k1";

/** Where an encrypted value stands: bound into it, so that a value moved to another row does not open. */
export type Place = { table: string; column: string; id: string };

/** Encrypts one personal value (AES-256-GCM) as `v1.kid.iv.ct.tag`, bound to its table, column and row (control 58). */
export function encryptField(plain: string, place: Place): string {
  const { iv, body, tag } = seal(subkey("fields"), Buffer.from(plain, "utf8"), placeBytes(place));
  return ["v1", KEY_ID, iv, body, tag]
    .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
    .join(".");
}

/** Opens a value of `encryptField`; throws when it was altered or stands in another place. */
export function decryptField(text: string, place: Place): string {
  const [version, keyId, iv, body, tag] = text.split(".");
  if (version !== "v1" || keyId !== KEY_ID || !iv || body === undefined || !tag) throw new Error("Unknown cipher text");
  const bytes = (part: string) => Buffer.from(part, "base64url");
  return open(subkey("fields"), bytes(iv), bytes(body), bytes(tag), placeBytes(place)).toString("utf8");
}

/** A keyed hash by which an encrypted value is found and kept unique; `purpose` keeps kinds of values apart. */
export function searchHash(value: string, purpose: string): Buffer {
  return createHmac("sha256", subkey("search")).update(`${purpose}\0${value}`).digest();
}

/** A new 32-byte data key of a customer, and its form wrapped by the bank's key. */
export function newDataKey(owner: string): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32);
  return { key, wrapped: encryptBytes(subkey("wrap"), key, owner) };
}

export function unwrapDataKey(wrapped: Buffer, owner: string): Buffer {
  return decryptBytes(subkey("wrap"), wrapped, owner);
}

/** The bank's own key for details that concern no customer. */
export function bankDataKey(): Buffer {
  return subkey("details");
}

/** `iv ‖ tag ‖ body`, bound to a context. */
export function encryptBytes(key: Buffer, plain: Buffer, context: string): Buffer {
  const { iv, body, tag } = seal(key, plain, Buffer.from(context));
  return Buffer.concat([iv, tag, body]);
}

export function decryptBytes(key: Buffer, sealed: Buffer, context: string): Buffer {
  return open(key, sealed.subarray(0, 12), sealed.subarray(28), sealed.subarray(12, 28), Buffer.from(context));
}

const subkeys = new Map<string, Buffer>();

function subkey(purpose: string): Buffer {
  const known = subkeys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(env().BANK_DATA_KEY, "base64"), "countinghouse", purpose, 32));
  subkeys.set(purpose, key);
  return key;
}

function seal(key: Buffer, plain: Buffer, aad: Buffer) {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv, body, tag: cipher.getAuthTag() };
}

function open(key: Buffer, iv: Buffer, body: Buffer, tag: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(aad);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

const placeBytes = (place: Place) => Buffer.from(`${place.table}\0${place.column}\0${place.id}`);
