import { createHash, randomBytes } from "node:crypto";
import { migrateDatabase, seedOnce, urlsOf } from "../../scripts/lib/bank-database.mjs";
import { BUILD, build } from "../../scripts/lib/build.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startServer } from "../../scripts/lib/server.mjs";

/** The demo bank on a server of its own, from the build that `npm run up` serves: its settings, address and how to stop it. */
export async function serveDemoBank(cluster, name) {
  const secret = () => randomBytes(48).toString("base64url");
  const env = {
    BANK_MODE: "demo",
    ...urlsOf(cluster, name),
    AUTH_SECRET: secret(),
    PASSWORD_PEPPER: secret(),
    BANK_DATA_KEY: randomBytes(32).toString("base64"),
    LOG_LEVEL: "warn",
  };
  await build(BUILD);
  await migrateDatabase(env);
  await seedOnce(env);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { stop } = await startServer({ port, env: { ...env, APP_ORIGIN: origin }, quiet: true });
  return { env, origin, stop };
}

/** A running session of a demo person, made as signing in makes it, as the header that carries it. */
export async function sessionOf(sql, person) {
  const token = randomBytes(32).toString("base64url");
  await sql`
    insert into sessions (id, token_hash, user_id, activated_at, factor_at, expires_at)
    select gen_random_uuid(), ${createHash("sha256").update(token).digest()}, id, bank_now(), bank_now(), bank_now() + interval '8 hours'
    from users where sign_in_name = ${person}`;
  return `bank.sid=${token}`;
}
