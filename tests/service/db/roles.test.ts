import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { grantRoles } from "@/db/roles";
import { sealedTables } from "@/lib/ledger/sealed-tables";
import { openAdmin } from "../../support/admin";
import { type TestDatabase, testDatabase } from "../../support/database";

const LOGINS = ["bank_app", "bank_jobs"];
const EYES = ["bank_read", "bank_customer"];
const SERVED = [...LOGINS, ...EYES];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  // A clone of the template has its tables' rights, not those of the database itself.
  const admin = openAdmin(database.urls.admin);
  await grantRoles(admin, new URL(database.urls.admin).pathname.slice(1));
  await admin.end();
});
afterAll(() => database.close());

const sql = () => sqlOf(database.admin);

describe("control 48: the roles that the bank is served with", () => {
  it("have no power over the server, and can become nobody but the eyes of one customer", async () => {
    const roles = await sql()`
      select rolname as role from pg_roles where rolname like 'bank\\_%'
        and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls or rolinherit)`;
    expect([...roles]).toEqual([]);
    const logins = await sql()<{ role: string }[]>`
      select rolname as role from pg_roles where rolname like 'bank\\_%' and rolcanlogin order by 1`;
    expect(logins.map(({ role }) => role)).toEqual(LOGINS);
    const become = await sql()<{ role: string; member: string }[]>`
      select r.rolname as role, m.rolname as member from pg_auth_members a
      join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member where m.rolname like 'bank\\_%' order by 2`;
    expect([...become]).toEqual(LOGINS.map((member) => ({ role: "bank_customer", member })));
  });

  it("own nothing, and make nothing in the bank's database, not even for a moment", async () => {
    const owners = await sql()<{ owner: string }[]>`
      select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace = 'public'::regnamespace
      union select distinct pg_get_userbyid(proowner) from pg_proc
        where pronamespace = 'public'::regnamespace and (prosecdef or prorettype = 'trigger'::regtype)`;
    expect(owners.map(({ owner }) => owner)).toEqual(["bank_owner"]);
    for (const attempt of ["create table x (n int)", "create temporary table x (n int)", "create schema x"])
      for (const db of [database.db, database.jobs])
        await expect(sqlOf(db).unsafe(attempt)).rejects.toMatchObject({ code: "42501" });
    const [everybody] = await sql()<{ rights: number }[]>`
      select count(*)::int as rights from pg_namespace n, aclexplode(n.nspacl) a
      where n.nspname = 'public' and a.grantee = 0`;
    expect(everybody).toEqual({ rights: 0 });
  });

  it("change the columns that change and no others: no table is theirs to update whole, to empty or to hang triggers on", async () => {
    const rights = await sql()<{ role: string; table: string; right: string }[]>`
      select r.role, c.relname as table, p.right from unnest(${SERVED}::text[]) r (role)
      cross join pg_class c cross join unnest(array['UPDATE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) p ("right")
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and has_table_privilege(r.role, c.oid, p.right)`;
    expect([...rights]).toEqual([]);
    const eyes = await sql()`
      select r.role, c.relname as table from unnest(${EYES}::text[]) r (role) cross join pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
        and (has_any_column_privilege(r.role, c.oid, 'INSERT') or has_any_column_privilege(r.role, c.oid, 'UPDATE')
          or has_table_privilege(r.role, c.oid, 'DELETE'))`;
    expect([...eyes], "who only reads").toEqual([]);
  });

  it("neither change nor delete anything of the ledger and of the log", async () => {
    const tables = [...sealedTables.flatMap(({ table, parts }) => [table, ...(parts ? [parts.table] : [])]), "seals"];
    expect(tables).toEqual(expect.arrayContaining(["journal_entries", "postings", "audit_events"]));
    const rights = await sql()`
      select r.role, t.name from unnest(${SERVED}::text[]) r (role) cross join unnest(${tables}::text[]) t (name)
      where has_any_column_privilege(r.role, t.name, 'UPDATE') or has_table_privilege(r.role, t.name, 'DELETE')`;
    expect([...rights]).toEqual([]);
  });

  it("meet guards that look for their tables in one place, whatever a session says of its own search path", async () => {
    const functions = await sql()<{ name: string; path: string | null }[]>`
      select p.proname as name, (select c from unnest(p.proconfig) c where c like 'search\\_path=%') as path
      from pg_proc p where pronamespace = 'public'::regnamespace and (prosecdef or prorettype = 'trigger'::regtype)`;
    expect(functions.length).toBeGreaterThan(30);
    const loose = functions.filter(({ path }) => !/^search_path=pg_catalog(, public(, pg_temp)?)?$/.test(path ?? ""));
    expect(loose.map(({ name }) => name)).toEqual([]);
  });
});
