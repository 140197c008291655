import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import type postgres from "postgres";

const APP_LIMITS = {
  statement_timeout: "5s",
  lock_timeout: "2s",
  idle_in_transaction_session_timeout: "10s",
  transaction_timeout: "10s",
  jit: "off",
  // Pages are read from memory or from solid disks: an index is no dearer to follow than a table to its end.
  random_page_cost: "1.1",
  // What one person waits for is not worth the processors of the next.
  max_parallel_workers_per_gather: "0",
};
const JOBS_LIMITS = {
  statement_timeout: "30min",
  lock_timeout: "10s",
  idle_in_transaction_session_timeout: "5min",
  jit: "off",
};

/** Makes the bank's roles, or brings them to this version. What each may touch stands in the migrations. */
export async function createRoles(sql: postgres.Sql, logins: { bank_app: string; bank_jobs: string }): Promise<void> {
  const existing = new Set((await sql`select rolname from pg_roles`).map(({ rolname }) => rolname));
  const ensure = (role: string, attributes: string) =>
    sql.unsafe(`${existing.has(role) ? "alter" : "create"} role ${role} ${attributes} noinherit`);
  await ensure("bank_owner", "nologin");
  await ensure("bank_read", "nologin");
  // Whom the server becomes for what it reads for one customer: it sees that customer's rows only.
  await ensure("bank_customer", "nologin");
  for (const [role, url] of Object.entries(logins)) await ensure(role, `login password '${verifier(role, url)}'`);
  await limit(sql, "bank_app", APP_LIMITS);
  await limit(sql, "bank_jobs", JOBS_LIMITS);
  await sql`grant bank_owner to current_user`;
  await sql`grant bank_customer to bank_app, bank_jobs`;
}

/** Opens one database to the roles, and closes it to everyone else. */
export async function grantRoles(sql: postgres.Sql, database: string): Promise<void> {
  const logins = "bank_app, bank_jobs, bank_read";
  await sql.unsafe(`revoke all on database ${quoted(database)} from public`);
  await sql.unsafe(`grant connect, create, temporary on database ${quoted(database)} to bank_owner`);
  await sql.unsafe(`grant connect on database ${quoted(database)} to ${logins}`);
  await sql.unsafe("revoke all on schema public from public");
  await sql.unsafe("grant usage, create on schema public to bank_owner");
  await sql.unsafe(`grant usage on schema public to ${logins}, bank_customer`);
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function limit(sql: postgres.Sql, role: string, limits: Record<string, string>): Promise<void> {
  // A server before 17 has no transaction_timeout.
  const known = new Set((await sql`select name from pg_settings`).map(({ name }) => name));
  for (const [name, value] of Object.entries(limits)) {
    if (known.has(name)) await sql.unsafe(`alter role ${role} set ${name} = '${value}'`);
  }
}

/** The password as PostgreSQL stores it (SCRAM-SHA-256), so that no statement and no log of the server holds it. */
function verifier(role: string, url: string): string {
  const { username, password } = new URL(url);
  if (username !== role) throw new Error(`The address of ${role} names ${username || "nobody"} as its user.`);
  if (!password) throw new Error(`The address of ${role} has no password.`);
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(decodeURIComponent(password).normalize("NFKC"), salt, 4096, 32, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
  return `SCRAM-SHA-256$4096:${salt.toString("base64")}$${stored}:${hmac("Server Key").toString("base64")}`;
}
