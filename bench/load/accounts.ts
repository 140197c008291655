import { type Database, sqlOf, type Transaction } from "@/db/client";
import { ibanOf } from "@/lib/core/iban";
import type { AccountId, CustomerId, UserId } from "@/lib/core/ids";
import { CHECKER, FIRST_DAY, MAKER, openBenchBank } from "./bank";

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
  const { branch, productVersionId } = await openBenchBank(admin);
  const customers = Math.ceil(count / 100);
  await sql`
    insert into customers (id, customer_no, kind, branch_id, full_name, birth_date, phone, email, search_text)
    select uuidv7(), 'B-' || n, 'individual', ${branch}, 'Bench ' || n, '1980-01-01', '+436601234567', 'b@example.com', 'bench ' || n
    from generate_series(1, ${customers}) n`;
  await sql`
    insert into customer_declarations (customer_id, tax_country, purpose, source_of_funds, expected_monthly, politically_exposed, consent_version)
    select id, 'AT', 'daily_payments', 'salary', 'to_10000', false, '2026-01' from customers`;
  await sql`update customers set status = 'pending_review', submitted_by = ${MAKER}, submitted_at = bank_now()`;
  await sql`update customers set status = 'active', decided_by = ${CHECKER}, decided_at = bank_now()`;
  await sql`insert into users (id, kind, sign_in_name, customer_id, password_hash) select uuidv7(), 'customer', lower(customer_no), id, 'none' from customers`;
  await fillAccounts(admin, { count, perCustomer: 100, openingMinor, branch, productVersionId });
  await sql`analyze`;
  return sql<LoadedAccount[]>`
    select a.id, a.iban, p.customer_id as "customerId", u.id as "userId"
    from accounts a join account_parties p on p.account_id = a.id join users u on u.customer_id = p.customer_id order by a.id`;
}

type Filling = {
  count: number;
  perCustomer: number;
  openingMinor: bigint;
  branch: string;
  productVersionId: string;
};

/** Opens so many accounts for the customers there are, in the order of their numbers, and pays the opening balance into each. */
export async function fillAccounts(admin: Database | Transaction, filling: Filling): Promise<void> {
  const { count, perCustomer, openingMinor, branch, productVersionId } = filling;
  const sql = sqlOf(admin);
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
    with owners as (select id, branch_id, row_number() over (order by id) as n from customers), made as (
      insert into account_parties (account_id, customer_id, role)
      select f.id, o.id, 'owner' from fresh f join owners o on o.n = 1 + (f.n - 1) / ${perCustomer}
    )
    insert into accounts (id, iban, kind, status, product_version_id, currency, branch_id, opened_on)
    select f.id, f.iban, 'current', 'active', ${productVersionId}, 'EUR', o.branch_id, ${FIRST_DAY}
    from fresh f join owners o on o.n = 1 + (f.n - 1) / ${perCustomer}`;
  await payIn(sql, openingMinor, branch);
}

/** One incoming credit of a thousand accounts after the other, from the settlement account at head office. */
async function payIn(sql: ReturnType<typeof sqlOf>, minor: bigint, branch: string): Promise<void> {
  await sql`
    with stamp as materialized (select bank_now() as at), batches as materialized (
      select uuidv7() as entry, (n - 1) / 1000 as batch, count(*) as accounts from fresh group by (n - 1) / 1000
    ), entries as (
      insert into journal_entries (id, kind, reference, booked_at, booking_date, value_date, narrative, branch_id, actor_kind, actor_id, channel, request_id)
      select entry, 'incoming_credit', 'INC-BENCH-' || batch, at, '2026-03-02', '2026-03-02', 'Opening balances', ${branch}, 'system', 'bench', 'job', 'bench' from batches, stamp
    ), credits as (
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date, seq, balance_after)
      select b.entry, (f.n - 1) % 1000 + 3, f.id, 'EUR', ${branch}, -${minor.toString()}::bigint, '2026-03-02', '2026-03-02', 1, ${minor.toString()}::bigint
      from fresh f join batches b on b.batch = (f.n - 1) / 1000
    ), others as (
      insert into postings (entry_id, leg, account_id, currency, branch_id, amount_minor, booking_date, value_date)
      select b.entry, o.leg, a.id, 'EUR', a.branch_id, o.side * ${minor.toString()}::bigint * b.accounts, '2026-03-02', '2026-03-02'
      from batches b cross join (values (1, '1900', '001', 1), (2, '1900', '000', -1), (1003, '1100', '000', 1)) o (leg, code, branch, side)
        join branches r on r.code = o.branch
        join ledger_accounts a on a.code = o.code and a.branch_id = r.id and a.currency = 'EUR'
    )
    update account_balances set balance = ${minor.toString()}::bigint, seq = 1, last_booked_at = stamp.at from stamp where account_id in (select id from fresh)`;
}
