import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

export type MigrateOptions = {
  /** A login that may create roles and the database. */
  adminUrl: string;
  /** The logins of the server (`bank_app`) and of long work (`bank_jobs`), with the passwords they shall have. */
  appUrl: string;
  jobsUrl: string;
  /** `production` leaves the bank's clock without a hand to move it. */
  mode: "demo" | "production";
  folder?: string;
};

const MIGRATION_LOCK = 7_305_000;

/** Brings a database to this version: the database itself, its roles, the migrations as their owner, the bank's clock. */
export async function migrate(options: MigrateOptions): Promise<void> {
  await createDatabase(options.adminUrl);
  const sql = postgres(options.adminUrl, { max: 1, onnotice: () => undefined, connect_timeout: 10 });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await createRoles(sql, options);
    await sql.unsafe("set role bank_owner");
    await runMigrations(drizzle({ client: sql }), { migrationsFolder: options.folder ?? "drizzle" });
    await sql.unsafe(options.mode === "production" ? plainClock : movableClock);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const plainClock = "create or replace function bank_now() returns timestamptz language sql volatile as $$ select clock_timestamp() $$";

const movableClock = `create or replace function bank_now() returns timestamptz language sql volatile as $$
  select coalesce(nullif(current_setting('app.clock', true), '')::timestamptz, clock_timestamp()) $$`;

async function createDatabase(adminUrl: string): Promise<void> {
  const url = new URL(adminUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/postgres";
  const sql = postgres(url.href, { max: 1, onnotice: () => undefined, connect_timeout: 10 });
  try {
    const [known] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!known) await sql.unsafe(`create database ${quoted(name)}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Roles belong to the whole server: two databases being set up at once must not trip over each other. */
async function createRoles(sql: postgres.Sql, { appUrl, jobsUrl }: MigrateOptions): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
    const [{ version } = { version: 0 }] = await tx<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
    const existing = new Set((await tx<{ name: string }[]>`select rolname as name from pg_roles`).map((row) => row.name));
    const ensure = async (role: string, login: string | null) => {
      const credentials = login === null ? "nologin" : `login password ${literal(new URL(login).password)}`;
      await tx.unsafe(`${existing.has(role) ? "alter" : "create"} role ${role} ${credentials} noinherit`);
    };
    await ensure("bank_owner", null);
    await ensure("bank_read", null);
    await ensure("bank_app", appUrl);
    await ensure("bank_jobs", jobsUrl);
    await limits(tx, "bank_app", { statement_timeout: "5s", lock_timeout: "2s", idle_in_transaction_session_timeout: "10s", jit: "off" });
    await limits(tx, "bank_jobs", { statement_timeout: "30min", lock_timeout: "10s", idle_in_transaction_session_timeout: "5min", jit: "off" });
    if (version >= 170_000) await limits(tx, "bank_app", { transaction_timeout: "10s" });
    await tx.unsafe("grant bank_owner to current_user");
    const [{ name } = { name: "" }] = await tx<{ name: string }[]>`select current_database() as name`;
    await tx.unsafe(`grant connect, create on database ${quoted(name)} to bank_owner`);
    await tx.unsafe(`grant connect on database ${quoted(name)} to bank_app, bank_jobs, bank_read`);
    await tx.unsafe("revoke all on schema public from public");
    await tx.unsafe("grant usage, create on schema public to bank_owner");
    await tx.unsafe("grant usage on schema public to bank_app, bank_jobs, bank_read");
  });
}

async function limits(tx: postgres.TransactionSql, role: string, settings: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) await tx.unsafe(`alter role ${role} set ${name} = ${literal(value)}`);
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (value: string) => `'${decodeURIComponent(value).replaceAll("'", "''")}'`;
