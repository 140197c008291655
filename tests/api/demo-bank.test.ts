import postgres from "postgres";
import { afterAll, describe, expect, it, test } from "vitest";
import { demoCustomers, demoStaff } from "../../scripts/seed/people.mjs";

/** What the README says of the demo bank: the tests beside this one add to it and take nothing away. */
const sql = postgres(process.env.DATABASE_ADMIN_URL ?? "", { max: 1, onnotice: () => undefined });
afterAll(() => sql.end());

const countOf = async (from: string): Promise<number> => {
  const [row] = await sql.unsafe<{ n: number }[]>(`select count(*)::int as n from ${from}`);
  return row?.n ?? 0;
};
const day = /^\d{4}-\d{2}-\d{2}$/;

describe("the demo bank", () => {
  test("has a year of history, day by day, with a day cut and closed for each", async () => {
    const [row] = await sql<{ first: string; last: string; days: number; unclosed: number }[]>`
      select min(booking_date)::text as first, max(booking_date)::text as last, count(distinct booking_date)::int as days,
        (select count(*)::int from banking_days b where b.status <> 'closed' and b.day < (select max(day) from banking_days)) as unclosed
      from journal_entries`;
    expect(row?.first).toMatch(day);
    const [from, to] = [Date.parse(`${row?.first}`), Date.parse(`${row?.last}`)];
    expect((to - from) / 86_400_000).toBeGreaterThanOrEqual(360);
    expect(row?.days).toBeGreaterThanOrEqual(200);
    expect(row?.unclosed).toBe(0);
    expect(await countOf("journal_entries")).toBeGreaterThanOrEqual(4_000);
  });

  test("has at least fifty customers, persons and an organisation, in both branches", async () => {
    expect(await countOf("customers")).toBeGreaterThanOrEqual(50);
    for (const kind of ["individual", "organisation"])
      expect(await countOf(`customers where status = 'active' and kind = '${kind}'`), kind).toBeGreaterThanOrEqual(1);
    for (const branch of ["Harbour", "Old Town"])
      expect(
        await countOf(`customers c join branches b on b.id = c.branch_id where b.name = '${branch}'`),
        branch,
      ).toBeGreaterThanOrEqual(10);
  });

  it.each(["draft", "pending_review", "returned", "active", "rejected", "withdrawn", "closed"])(
    "has a customer who is %s",
    async (status) => expect(await countOf(`customers where status = '${status}'`)).toBeGreaterThanOrEqual(1),
  );

  it.each([
    ["current", "active"],
    ["current", "closed"],
    ["savings", "active"],
    ["savings", "closed"],
    ["term_deposit", "active"],
    ["term_deposit", "closed"],
  ])("has a %s account that is %s", async (kind, status) =>
    expect(await countOf(`accounts where kind = '${kind}' and status = '${status}'`)).toBeGreaterThanOrEqual(1),
  );

  it.each(["submitted", "returned", "rejected", "approved", "offered", "accepted", "active", "closed"])(
    "has a loan that is %s",
    async (status) => expect(await countOf(`loans where status = '${status}'`)).toBeGreaterThanOrEqual(1),
  );

  it.each([
    ["an account application that waits", "account_applications where status = 'pending'"],
    ["an account that is blocked", "account_blocks where kind = 'debit' and lifted_at is null"],
    ["an account that is frozen", "account_blocks where kind = 'freeze' and lifted_at is null"],
    ["a hold that is open", "holds h where not exists (select from hold_resolutions r where r.hold_id = h.id)"],
    ["a cheque in clearing", "cheques where status = 'in_clearing'"],
    ["an account in dollars", "accounts a join ledger_accounts l on l.id = a.id where l.currency = 'USD'"],
    ["a request that waits for a second person", "approvals where status = 'pending'"],
    ["a cash shortage that nobody has found", "journal_entries where kind = 'cash_short'"],
    ["a currency exchanged", "journal_entries where kind = 'exchange'"],
    ["a journal entered by hand", "journal_entries where kind = 'manual_journal'"],
    ["an overdraft limit", "overdraft_facilities where limit_minor > 0"],
    ["a loan repaid on time", "journal_entries where kind = 'loan_repaid'"],
  ])("has %s", async (_, from) => expect(await countOf(from)).toBeGreaterThanOrEqual(1));

  test("has everybody whom the start names, with their roles, and every role somebody", async () => {
    const people = await sql<{ name: string; roles: string[] }[]>`
      select u.sign_in_name as name, coalesce(array_agg(r.role) filter (where r.role is not null), '{}') as roles
      from users u left join user_roles r on r.user_id = u.id group by u.id`;
    const byName = new Map(people.map(({ name, roles }) => [name, roles]));
    for (const { signInName, roles } of demoStaff)
      expect(byName.get(signInName), signInName).toEqual(expect.arrayContaining([...roles]));
    for (const { signInName } of demoCustomers) expect(byName.has(signInName), signInName).toBe(true);
    const held = new Set(people.flatMap(({ roles }) => roles));
    expect([...held].sort()).toEqual(
      "administrator auditor branch_manager compliance_officer credit_approver finance_officer loan_officer loan_operations operations service_officer teller vault_custodian".split(
        " ",
      ),
    );
  });

  test("has someone late with a loan, and someone on time", async () => {
    const [row] = await sql<{ late: number; active: number }[]>`
      select count(*) filter (where late)::int as late, count(*)::int as active from (
        select exists (
          select from loan_instalments i where i.loan_id = l.id and i.version = (select max(version) from loan_schedules s where s.loan_id = l.id)
            and i.paid_on is null and i.due_on < (select max(day) from banking_days where status = 'closed')) as late
        from loans l where l.status = 'active') x`;
    expect(row?.late).toBeGreaterThanOrEqual(1);
    expect(row?.active).toBeGreaterThan(row?.late ?? 0);
  });
});
