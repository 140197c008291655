// The bank's database as the scripts see it: where it is, what is in it, and how it gets there.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startCluster, stopCluster } from "./postgres.mjs";
import { DATA, ROOT, Sentence } from "./project.mjs";
import { mustRun, withTsx } from "./run-command.mjs";

/** Starts the embedded server, or takes the one the settings name. `stop` ends only what was started here. */
export async function openDatabase({ settings, embedded }) {
  if (!embedded)
    return { urls: pick(settings), remark: new URL(settings.DATABASE_ADMIN_URL).host, stop: async () => undefined };
  const cluster = await startCluster({ dir: join(DATA, "postgres"), root: ROOT });
  return {
    urls: urlsOf(cluster, "bank"),
    started: cluster.started,
    remark: `PostgreSQL 18 on port ${cluster.port}`,
    stop: () => stopCluster(cluster),
  };
}

/** The three addresses of a database in an embedded cluster, as the settings name them. */
export function urlsOf(cluster, name) {
  return {
    DATABASE_ADMIN_URL: cluster.adminUrl(name),
    DATABASE_URL: cluster.appUrl(name),
    DATABASE_JOBS_URL: cluster.jobsUrl(name),
  };
}

/** Roles, schema, migrations. */
export async function migrateDatabase(env, options = {}) {
  await mustRun("The migration", process.execPath, withTsx("db/migrate.ts"), { ...options, env });
}

/**
 * Fills an empty demo database, once. The database itself remembers an unfinished seed: what an interrupted start left
 * behind is demo data and nothing else, so it is dropped and made anew.
 */
export async function seedOnce(env, options = {}) {
  const found = await look(env.DATABASE_ADMIN_URL);
  if (found.bank && !found.seeding) return "nothing to do";
  const script = "scripts/seed/main.ts";
  if (!existsSync(join(ROOT, script)))
    throw new Sentence(`${script} is missing: without it there is no demo bank to show.`);
  if (found.seeding) {
    await recreate(env.DATABASE_ADMIN_URL);
    await migrateDatabase(env, options);
  }
  await remember(env.DATABASE_ADMIN_URL, SEEDING);
  await mustRun("The seed", process.execPath, withTsx(script), { ...options, env });
  await remember(env.DATABASE_ADMIN_URL, null);
}

/** Demo and production never share a database: a demo's passwords are printed on the screen, and its clock has hands. */
export async function refuseOtherMode(env) {
  const { bank } = await look(env.DATABASE_ADMIN_URL);
  if (!bank || bank.demo === (env.BANK_MODE === "demo")) return;
  throw new Sentence(
    bank.demo
      ? "BANK_MODE is production, and this database holds the demo bank. Point DATABASE_ADMIN_URL, DATABASE_URL and DATABASE_JOBS_URL to an empty database."
      : "BANK_MODE is demo, and this database holds a real bank. Set BANK_MODE=production, or point to another database.",
  );
}

const SEEDING = "The demo bank is being set up; unfinished while this remark stands.";

const pick = ({ DATABASE_ADMIN_URL, DATABASE_URL, DATABASE_JOBS_URL }) => ({
  DATABASE_ADMIN_URL,
  DATABASE_URL,
  DATABASE_JOBS_URL,
});

async function look(adminUrl) {
  return asAdmin(adminUrl, async (sql) => {
    const [database] =
      await sql`select shobj_description(oid, 'pg_database') as remark from pg_database where datname = current_database()`;
    const [{ table }] = await sql`select to_regclass('public.bank_settings') as table`;
    const [bank] = table ? await sql`select demo from public.bank_settings` : [];
    return { seeding: database.remark === SEEDING, bank };
  });
}

async function remember(adminUrl, remark) {
  await asAdmin(adminUrl, (sql) =>
    sql.unsafe(`comment on database ${nameOf(adminUrl)} is ${remark === null ? "null" : `'${remark}'`}`),
  );
}

async function recreate(adminUrl) {
  const elsewhere = new URL(adminUrl);
  elsewhere.pathname = "/postgres";
  await asAdmin(elsewhere.href, (sql) => sql.unsafe(`drop database ${nameOf(adminUrl)} with (force)`));
}

const nameOf = (url) => `"${decodeURIComponent(new URL(url).pathname.slice(1)).replaceAll('"', '""')}"`;

async function asAdmin(url, work) {
  // Imported late: at the first start it has yet to be installed.
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
