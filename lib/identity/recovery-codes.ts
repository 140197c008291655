import { type Executor, sqlOf } from "@/db/client";
import { searchHash } from "../audit/cipher";
import { newId, type UserId } from "../core/ids";
import { newLongCode, normalizeCode } from "./token";

const COUNT = 10;

/** Ten new one-time codes in place of all that a person had; they are answered once and only their hashes are kept. */
export async function issueRecoveryCodes(tx: Executor, userId: UserId): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newLongCode);
  const sql = sqlOf(tx);
  await sql`delete from recovery_codes where user_id = ${userId}`;
  await sql`
    insert into recovery_codes (id, user_id, code_hash)
    select id, ${userId}, decode(hash, 'hex') from unnest(${codes.map(() => newId())}::uuid[],
      ${codes.map((code) => hashOf(userId, code).toString("hex"))}::text[]) as made (id, hash)`;
  return codes;
}

/** Uses a recovery code up; no code opens twice, however many try it at once (control 28). */
export async function takeRecoveryCode(tx: Executor, userId: UserId, typed: string): Promise<boolean> {
  const [taken] = await sqlOf(tx)`
    update recovery_codes set used_at = bank_now()
    where user_id = ${userId} and code_hash = ${hashOf(userId, typed)} and used_at is null returning 1`;
  return taken !== undefined;
}

/** More than 112 random bits (80 of codes issued before 29 November 2026) need no slow hash; a keyed one keeps a dump from being searched at all. */
function hashOf(userId: UserId, code: string): Buffer {
  return searchHash(normalizeCode(code), `recovery code ${userId}`);
}
