import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "../core/env";
import { type NamedKey, namedKeys } from "../core/keys";

/** How the first key of a bank was named before keys were named after themselves: any of them may be meant. */
const FIRST_ID = "k1";
/** A wrapped key without a name: IV, tag and 32 bytes. */
const UNNAMED_BYTES = 60;
const NAME_BYTES = 4;

/** Where an encrypted value stands: bound into it, so that a value moved to another row does not open. */
export type Place = { table: string; column: string; id: string };

/** Encrypts one personal value (AES-256-GCM) as `v1.kid.iv.ct.tag`, bound to its table, column and row (control 58). */
export function encryptField(plain: string, place: Place): string {
  const [current] = dataKeys();
  const { iv, body, tag } = seal(subkey(current, "fields"), Buffer.from(plain, "utf8"), placeBytes(place));
  return ["v1", current.id, iv, body, tag]
    .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
    .join(".");
}

/** Opens a value of `encryptField`; throws when it was altered, stands in another place or its key is not known. */
export function decryptField(text: string, place: Place): string {
  const [version, keyId, iv, body, tag] = text.split(".");
  if (version !== "v1" || !keyId || !iv || body === undefined || !tag) throw new Error("Unknown cipher text");
  const bytes = (part: string) => Buffer.from(part, "base64url");
  return withKey(keyId, (key) =>
    open(subkey(key, "fields"), bytes(iv), bytes(body), bytes(tag), placeBytes(place)).toString("utf8"),
  );
}

/** What the values of `encryptField` begin with that the current key has made. */
export const currentFieldForm = (): string => `v1.${dataKeys()[0].id}.`;

/** A keyed hash by which an encrypted value is found and kept unique; `purpose` keeps kinds of values apart. */
export function searchHash(value: string, purpose: string): Buffer {
  return createHmac("sha256", recordKey("search")).update(`${purpose}\0${value}`).digest();
}

/** A new 32-byte data key of a customer, and its form wrapped by the bank's key. */
export function newDataKey(owner: string): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32);
  return { key, wrapped: wrapDataKey(key, owner) };
}

/** A customer's data key closed with the current key, behind that key's name. */
export function wrapDataKey(key: Buffer, owner: string): Buffer {
  const [current] = dataKeys();
  return Buffer.concat([Buffer.from(current.id, "hex"), encryptBytes(subkey(current, "wrap"), key, owner)]);
}

export function unwrapDataKey(wrapped: Buffer, owner: string): Buffer {
  const named = wrapped.length > UNNAMED_BYTES;
  const id = named ? wrapped.subarray(0, NAME_BYTES).toString("hex") : FIRST_ID;
  return withKey(id, (key) => decryptBytes(subkey(key, "wrap"), named ? wrapped.subarray(NAME_BYTES) : wrapped, owner));
}

/** What the wrapped keys begin with that the current key has closed. */
export const currentWrapName = (): Buffer => Buffer.from(dataKeys()[0].id, "hex");

/** The bank's own key for details that concern no customer: they are sealed as they are, so it stays what it is. */
export function bankDataKey(): Buffer {
  return recordKey("details");
}

/** `iv ‖ tag ‖ body`, bound to a context. */
export function encryptBytes(key: Buffer, plain: Buffer, context: string): Buffer {
  const { iv, body, tag } = seal(key, plain, Buffer.from(context));
  return Buffer.concat([iv, tag, body]);
}

export function decryptBytes(key: Buffer, sealed: Buffer, context: string): Buffer {
  return open(key, sealed.subarray(0, 12), sealed.subarray(28), sealed.subarray(12, 28), Buffer.from(context));
}

let known: ReturnType<typeof namedKeys> | undefined;

/** The bank's keys, the current one first: it closes, and all of them open. */
function dataKeys(): ReturnType<typeof namedKeys> {
  known ??= namedKeys("data key", env().BANK_DATA_KEY, env().BANK_DATA_KEY_OLD);
  return known;
}

/** Does something with the key of this name; a name from before is tried with each of them. */
function withKey<T>(id: string, work: (key: NamedKey) => T): T {
  const keys = dataKeys().filter((key) => id === FIRST_ID || key.id === id);
  for (const [at, key] of keys.entries()) {
    try {
      return work(key);
    } catch (error) {
      if (at === keys.length - 1) throw error;
    }
  }
  throw new Error("Closed with a key that this bank does not have");
}

const recordKey = (purpose: string) =>
  subkey({ id: "record", secret: env().BANK_RECORD_KEY ?? env().BANK_DATA_KEY }, purpose);

const subkeys = new Map<string, Buffer>();

function subkey({ id, secret }: NamedKey, purpose: string): Buffer {
  const name = `${id} ${purpose}`;
  const made = subkeys.get(name);
  if (made) return made;
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(secret, "base64"), "countinghouse", purpose, 32));
  subkeys.set(name, key);
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
