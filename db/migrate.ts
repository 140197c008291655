import { fileURLToPath } from "node:url";
import { sql as text } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { ADVISORY } from "./advisory-locks";
import { raiseEpoch } from "./raise-epoch";
import { createRoles, grantRoles, quoted } from "./roles";

export type MigrateOptions = {
  /** A login that may create roles and the database. */
  adminUrl: string;
  /** The logins of the server (`bank_app`) and of long work (`bank_jobs`), with the passwords they shall have. */
  appUrl: string;
  jobsUrl: string;
  /** `production` leaves the bank's clock without a hand to move it. */
  mode: "demo" | "test" | "production";
};

const FOLDER = fileURLToPath(new URL("../drizzle", import.meta.url));

/**
 * Brings a database to this version: the database itself, its roles, a new epoch where it was restored, the migrations as
 * their owner, the bank's clock.
 */
export async function migrate({ adminUrl, appUrl, jobsUrl, mode }: MigrateOptions): Promise<void> {
  const at = new URL(adminUrl);
  const name = decodeURIComponent(at.pathname.slice(1));
  at.pathname = "/postgres";
  // Roles belong to the whole server and locks to one database: the one that every server has.
  await locked(at.href, async (sql) => {
    const [known] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!known) await sql.unsafe(`create database ${quoted(name)}`);
    await createRoles(sql, { bank_app: appUrl, bank_jobs: jobsUrl });
  });
  await locked(adminUrl, async (sql) => {
    await grantRoles(sql, name);
    await sql`set role bank_owner`;
    await giveOwnIds(sql);
    // Before migrations write anything.
    await raiseEpoch(sql);
    const db = drizzle({ client: sql, paramsInErrors: false });
    await runMigrations(db, { migrationsFolder: FOLDER });
    await db.execute(mode === "production" ? plainClock : movableClock);
  });
}

/** Migrations draw ids that rise with time, which PostgreSQL has from 18 on; before that the bank brings the function (RFC 9562, 5.7). */
async function giveOwnIds(sql: postgres.Sql): Promise<void> {
  const [server] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
  if (!server || server.version < 150_000) throw new Error("The bank needs PostgreSQL 15 or later.");
  if (server.version >= 180_000) return;
  await sql.unsafe(`create or replace function uuidv7() ${OWN_IDS}`);
}

/** An id of this moment: the milliseconds since 1970, then chance, with the version and the variant in their places. */
export const OWN_IDS = `returns uuid language sql volatile as $$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $$`;

const plainClock = text`create or replace function bank_now() returns timestamptz language sql volatile
  as $$ select clock_timestamp() $$`;

const movableClock = text`create or replace function bank_now() returns timestamptz language sql volatile
  as $$ select coalesce(nullif(current_setting('app.clock', true), '')::timestamptz, clock_timestamp()) $$`;

/** One connection that lives as long as the work, since it carries the lock and the role. */
async function locked(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, max_lifetime: null, connect_timeout: 10, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${ADVISORY.migration})`;
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { DATABASE_ADMIN_URL, DATABASE_URL, DATABASE_JOBS_URL, BANK_MODE = "demo" } = process.env;
  if (!DATABASE_ADMIN_URL || !DATABASE_URL || !DATABASE_JOBS_URL) {
    throw new Error("Set DATABASE_ADMIN_URL, DATABASE_URL and DATABASE_JOBS_URL, then migrate.");
  }
  if (BANK_MODE !== "demo" && BANK_MODE !== "production") throw new Error("BANK_MODE must be demo or production.");
  const urls = { adminUrl: DATABASE_ADMIN_URL, appUrl: DATABASE_URL, jobsUrl: DATABASE_JOBS_URL };
  await migrate({ ...urls, mode: BANK_MODE });
}
