import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { type Executor, sqlOf } from "@/db/client";
import { env } from "../core/env";
import type { Finding } from "./finding";

/** The end of the chain at one instant, signed by the bank; kept elsewhere it shows that nothing was cut off since. */
export const signedHead = z.strictObject({
  number: z.string().regex(/^[1-9]\d*$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  sealedAt: z.string(),
  /** Rows sealed up to it. */
  count: z.string().regex(/^[1-9]\d*$/),
  signature: z.string(),
  publicKey: z.string(),
});
export type SignedHead = z.output<typeof signedHead>;
type Head = Omit<SignedHead, "signature" | "publicKey">;

/** Signs the end of the chain with BANK_SIGNING_KEY, or answers null while nothing is sealed. */
export async function signHead(db: Executor): Promise<SignedHead | null> {
  const key = signingKey();
  if (!key) throw new Error("Set BANK_SIGNING_KEY to sign heads; .env.example says how it is made.");
  const [head] = await sqlOf(db)<Head[]>`${heads(db)} order by number desc limit 1`;
  if (!head) return null;
  return { ...head, signature: sign(null, signedBytes(head), key).toString("base64"), publicKey: publicKeyOf(key) };
}

/**
 * Compares the chain with a head that was kept elsewhere: its signature must hold, by the bank's key where it is set,
 * and the chain must still reach that block with the same hash.
 */
export async function checkHead(db: Executor, head: SignedHead): Promise<Finding> {
  const bad = whySignatureFails(head) ?? (await whyChainFails(db, head));
  return { check: `The chain reaches the head of ${head.sealedAt}`, rows: BigInt(head.count), bad };
}

function whySignatureFails(head: SignedHead): string | null {
  const key = signingKey();
  if (key && publicKeyOf(key) !== head.publicKey) return "the head was signed with another key than the bank's";
  return holds(head) ? null : "the signature of the head does not hold";
}

function holds(head: SignedHead): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(head.publicKey, "base64"), format: "der", type: "spki" });
    return (
      key.asymmetricKeyType === "ed25519" && verify(null, signedBytes(head), key, Buffer.from(head.signature, "base64"))
    );
  } catch {
    return false;
  }
}

async function whyChainFails(db: Executor, head: SignedHead): Promise<string | null> {
  const sql = sqlOf(db);
  const [found] = await sql<Head[]>`${heads(db)} where number = ${head.number}::bigint`;
  if (found) {
    const same = found.hash === head.hash && found.count === head.count && found.sealedAt === head.sealedAt;
    return same ? null : `seals ${head.number} is not the block of the head`;
  }
  const [end] = await sql<{ number: bigint }[]>`select coalesce(max(number), 0) as number from seals`;
  return `seals ${head.number} is missing: the chain was cut after ${end?.number ?? 0n}`;
}

function heads(db: Executor) {
  return sqlOf(db)`
    select number::text as number, encode(hash, 'hex') as hash, total::text as count,
      to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sealedAt" from seals`;
}

/** What is signed: the same bytes for every reader. */
function signedBytes({ number, hash, sealedAt, count }: Head): Buffer {
  return Buffer.from(["countinghouse head 1", number, hash, sealedAt, count].join("\n"), "utf8");
}

function signingKey(): KeyObject | undefined {
  const { BANK_SIGNING_KEY: text } = env();
  return text ? createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" }) : undefined;
}

function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
}
