// The bare command of a cash deposit: one for each line that comes in, answered by its milliseconds. Used by counter.mjs.
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { connect, type Database, sqlOf } from "@/db/client";
import { openDay } from "@/lib/calendar/queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { openTill } from "@/lib/cash/open-till";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { Currency } from "@/lib/core/currencies";
import type { BranchId, UserId } from "@/lib/core/ids";
import type { Notes } from "@/lib/core/notes";

const db = connect(process.env.DATABASE_URL ?? "", "app");
const sql = sqlOf(db);
const [teller] = await sql<{ userId: UserId; name: string; branchId: BranchId }[]>`
  select id as "userId", display_name as name, branch_id as "branchId" from users where sign_in_name = 'teller2'`;
const [free] = await sql<{ id: string }[]>`
  select p.id from cash_points p where p.kind = 'till' and p.branch_id = ${teller?.branchId ?? null}
    and not exists (select from till_sessions s where s.till_id = p.id and s.status <> 'closed') order by p.number desc limit 1`;
const [account] = await sql<{ iban: string }[]>`
  select a.iban from accounts a join account_parties p on p.account_id = a.id join customers c on c.id = p.customer_id
  where c.full_name = 'Jonas Brandt' and a.kind = 'current' limit 1`;
if (!teller || !free || !account) throw new Error("The demo bank has no such teller, till or account");

const actor: StaffActor = { kind: "staff", ...teller, roles: ["teller"], sessionId: null };
const ctx: Ctx<StaffActor, Database> = {
  actor,
  db,
  channel: "counter",
  businessDate: await openDay(db),
  requestId: "bench",
};
await openTill(ctx, { key: randomUUID(), tillId: free.id as never, counts: await floatOf(free.id) });

for await (const _ of createInterface({ input: process.stdin })) {
  const began = performance.now();
  const done = await depositCash(ctx, {
    key: randomUUID(),
    iban: account.iban,
    amount: "20.00",
    notes: { "2000": 1 },
    paidInBy: undefined,
    note: undefined,
  });
  if ("pending" in done) throw new Error("The deposit waits for a second person");
  process.stdout.write(`${performance.now() - began}\n`);
}
await db.$client.end({ timeout: 1 });

/** What the last count left in a till, in coins of one and of a hundredth. */
async function floatOf(tillId: string): Promise<Record<string, Notes>> {
  const held = await sql<{ currency: Currency; minor: bigint }[]>`
    select c.currency, b.balance as minor from cash_accounts c join account_balances b on b.account_id = c.ledger_account_id
    where c.cash_point_id = ${tillId}`;
  const coins = (minor: bigint): Notes =>
    Object.fromEntries(Object.entries({ 100: Number(minor / 100n), 1: Number(minor % 100n) }).filter(([, n]) => n > 0));
  return Object.fromEntries(held.map(({ currency, minor }) => [currency, coins(minor)]));
}
