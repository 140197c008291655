// The bare command of a cash deposit: one for each line that comes in, answered by its milliseconds. Used by counter.mjs.
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { connect, type Database, sqlOf } from "@/db/client";
import { openDay } from "@/lib/calendar/queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { openTill } from "@/lib/cash/open-till";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { BranchId, UserId } from "@/lib/core/ids";

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
await openTill(ctx, { key: randomUUID(), tillId: free.id as never, counts: {} });

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
