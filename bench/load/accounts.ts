import { type Database, sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import { ibanOf } from "@/lib/core/iban";
import type { AccountId, CustomerId, UserId } from "@/lib/core/ids";
import { openBank } from "@/lib/operations/open-bank";
import { addProductVersion } from "@/lib/products/add-product-version";

export type LoadedAccount = { id: AccountId; iban: string; customerId: CustomerId; userId: UserId };

/**
 * Fills an empty database with a bank of so many current accounts, each with the same opening balance, in bulk: the one
 * exception to the one writer (ledger: promise 7). What it loads passes verify. A customer holds a hundred accounts.
 */
export async function loadAccounts(
  admin: Database,
  count: number,
  openingMinor = 1_000_000_00n,
): Promise<LoadedAccount[]> {
  const sql = sqlOf(admin);
  const day = businessDate("2026-03-02");
  const { branches } = await openBank(admin, {
    name: "Bench Bank",
    bic: "BENCATWWXXX",
    ibanCountry: "AT",
    ibanBankCode: "19999",
    timeZone: "Europe/Vienna",
    demo: true,
    firstDay: day,
    currencies: ["EUR"],
    branches: [
      { code: "000", name: "Head office", headOffice: true, tills: 0 },
      { code: "001", name: "Harbour", tills: 1 },
    ],
  });
  const branch = branches[1]?.id as string;
  const system = {
    actor: { kind: "system", job: "bench" },
    channel: "job",
    db: admin,
    businessDate: day,
    requestId: "bench",
  } as const;
  const { productVersionId } = await addProductVersion(system, {
    key: "bench-0000000000000000",
    code: "BENCH",
    kind: "current",
    name: "Bench",
    currency: "EUR",
    effectiveFrom: "2026-01-01",
    annualRate: "0",
    dayCount: "30/360",
    minimumAge: 0,
  });
  const customers = Math.ceil(count / 100);
  await sql`
    insert into users (id, kind, sign_in_name, display_name, branch_id, password_hash)
    values ('00000000-0000-7000-8000-000000000001', 'staff', 'bench-maker', 'Maker', ${branch}, 'none'),
      ('00000000-0000-7000-8000-000000000002', 'staff', 'bench-checker', 'Checker', ${branch}, 'none')`;
  await sql`
    insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, phone, email, search_text)
    select uuidv7(), 'B-' || n, 'individual', ${branch}, 'Bench ' || n, '1980-01-01', '+436601234567', 'b@example.com', 'bench ' || n
    from generate_series(1, ${customers}) n`;
  await sql`update customers set status = 'pending_review', submitted_by = '00000000-0000-7000-8000-000000000001', submitted_at = bank_now()`;
  await sql`update customers set status = 'active', decided_by = '00000000-0000-7000-8000-000000000002', decided_at = bank_now()`;
  await sql`insert into users (id, kind, sign_in_name, customer_id, password_hash) select uuidv7(), 'customer', lower(customer_no), id, 'none' from customers`;
  const ibans = Array.from({ length: count }, (_, at) => ibanOf("AT", `19999${String(at + 1).padStart(11, "0")}`));
  await sql`
    create temp table fresh as
    select uuidv7() as id, iban, n, (select id from ledger_accounts where code = '2010' and branch_id = ${branch}) as control
    from unnest(${ibans}::text[]) with ordinality as r (iban, n)`;
  await sql`
    insert into ledger_accounts (id, code, name, kind, class, normal_side, currency, branch_id, control_account_id, guarded)
    select id, iban, 'Bench', 'deposit', 'liability', 'credit', 'EUR', ${branch}, control, true from fresh`;
  await sql`insert into account_balances (account_id) select id from fresh`;
  await sql`
    insert into accounts (id, iban, kind, status, product_version_id, currency, branch_id, opened_on)
    select id, iban, 'current', 'active', ${productVersionId}, 'EUR', ${branch}, ${day} from fresh`;
  await sql`
    insert into account_parties (account_id, customer_id, role)
    select f.id, c.id, 'owner' from fresh f join customers c on c.customer_no = 'B-' || (1 + (f.n - 1) / 100)`;
  await payIn(admin, openingMinor, branch);
  await sql`analyze`;
  return sql<LoadedAccount[]>`
    select a.id, a.iban, p.customer_id as "customerId", u.id as "userId"
    from accounts a join account_parties p on p.account_id = a.id join users u on u.customer_id = p.customer_id order by a.id`;
}

/** One incoming credit of a thousand accounts after the other, from the settlement account at head office. */
async function payIn(admin: Database, minor: bigint, branch: string): Promise<void> {
  const sql = sqlOf(admin);
  await sql`
    with stamp as materialized (select bank_now() as at), batches as (
      select uuidv7() as entry, b as batch from generate_series(0, (select (max(n) - 1) / 1000 from fresh)) b
    ), entries as (
      insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
      select entry, 'incoming_credit', 'INC-BENCH-' || batch, at, '2026-03-02', '2026-03-02', 'Opening balances', ${branch}, 'system', 'bench', 'job', 'bench' from batches, stamp
    ), credits as (
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
      select b.entry, (f.n - 1) % 1000 + 3, f.id, 'EUR', ${branch}, -${minor.toString()}::bigint, '2026-03-02', '2026-03-02', 1, ${minor.toString()}::bigint
      from fresh f join batches b on b.batch = (f.n - 1) / 1000
    ), others as (
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date)
      select b.entry, o.leg, a.id, 'EUR', a.branch_id,
        o.side * ${minor.toString()}::bigint * (select count(*) from fresh f where (f.n - 1) / 1000 = b.batch), '2026-03-02', '2026-03-02'
      from batches b cross join (values (1, '1900', '001', 1), (2, '1900', '000', -1), (1003, '1100', '000', 1)) o (leg, code, branch, side)
        join branches r on r.code = o.branch
        join ledger_accounts a on a.code = o.code and a.branch_id = r.id and a.currency = 'EUR'
    )
    update account_balances set balance = ${minor.toString()}::bigint, seq = 1, last_booked_at = stamp.at from stamp where account_id in (select id from fresh)`;
}
