import { type Executor, sqlOf } from "@/db/client";
import { decryptField, encryptField } from "../audit/cipher";
import type { Ctx, CustomerActor, StaffActor } from "../core/context";
import { type Id, newId, type UserId } from "../core/ids";
import { authorize } from "./authorize";
import type { PasskeyRow } from "./passkeys";
import { takeRecoveryCode } from "./recovery-codes";
import { stepOf } from "./totp";

type TotpId = Id<"totpFactor">;

/** What somebody has to prove that it is them besides the password; instants are text of the database. */
export type Factors = { authenticatorSince: string | null; recoveryCodesLeft: number; passkeys: PasskeyRow[] };

/** The actor's own second factors. */
export async function ownFactors(ctx: Ctx<StaffActor | CustomerActor>): Promise<Factors> {
  authorize(ctx.actor, "factor.manage");
  const { userId } = ctx.actor;
  const sql = sqlOf(ctx.db);
  const [[row], passkeys] = await Promise.all([
    sql<Omit<Factors, "passkeys">[]>`
    select (select created_at::text from totp_factors where user_id = ${userId} and removed_at is null) as "authenticatorSince",
      (select count(*)::int from recovery_codes where user_id = ${userId} and used_at is null) as "recoveryCodesLeft"`,
    sql<PasskeyRow[]>`
      select id, name, created_at::text as since, last_used_at::text as "lastUsed" from passkeys
      where user_id = ${userId} and removed_at is null order by created_at limit 20`,
  ]);
  return { authenticatorSince: null, recoveryCodesLeft: 0, ...row, passkeys: [...passkeys] };
}

/** What a code turned out to be. */
export type Proof = "authenticator" | "recovery code" | "passkey";

/**
 * Uses a typed code up: of the authenticator, each time-step at most once (control 27), or a recovery code. Null when it
 * is neither or was used before.
 */
export async function spendCode(tx: Executor, userId: UserId, typed: string): Promise<Proof | null> {
  const sql = sqlOf(tx);
  const [totp] = await sql<{ id: TotpId; cipher: string; now: number }[]>`
    select id, secret_cipher as cipher, extract(epoch from bank_now())::float8 as now
    from totp_factors where user_id = ${userId} and removed_at is null`;
  const step = totp ? stepOf(openSecret(totp.id, totp.cipher), typed, totp.now) : null;
  if (totp && step !== null) {
    const [taken] = await sql`
      update totp_factors set last_step = ${step} where id = ${totp.id} and last_step < ${step} returning 1`;
    return taken ? "authenticator" : null;
  }
  return (await takeRecoveryCode(tx, userId, typed)) ? "recovery code" : null;
}

/** Keeps a secret as a person's authenticator in place of the one before, if any; codes up to `lastStep` are used. */
export async function keepAuthenticator(
  tx: Executor,
  userId: UserId,
  { secret, lastStep, demo = false }: { secret: string; lastStep: number; demo?: boolean },
): Promise<TotpId> {
  const id = newId<"totpFactor">();
  const sql = sqlOf(tx);
  await sql`update totp_factors set removed_at = bank_now() where user_id = ${userId} and removed_at is null`;
  await sql`
    insert into totp_factors (id, user_id, secret_cipher, last_step, demo)
    values (${id}, ${userId}, ${encryptField(secret, placeOf(id))}, ${lastStep}, ${demo})`;
  return id;
}

/** Takes every second factor from a person. */
export async function removeFactors(tx: Executor, userId: UserId): Promise<void> {
  const sql = sqlOf(tx);
  await sql`update totp_factors set removed_at = bank_now() where user_id = ${userId} and removed_at is null`;
  await sql`update passkeys set removed_at = bank_now() where user_id = ${userId} and removed_at is null`;
  await sql`delete from recovery_codes where user_id = ${userId}`;
}

const openSecret = (id: TotpId, cipher: string) => decryptField(cipher, placeOf(id));
const placeOf = (id: TotpId) => ({ table: "totp_factors", column: "secret_cipher", id });
