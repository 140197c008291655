import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { type MoneyKind, moneyKinds } from "@/lib/approvals/kinds";
import { neededFor, ownPowers } from "@/lib/approvals/own-powers";
import { readPowers } from "@/lib/approvals/powers";
import type { Ctx, Role, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { rolesWith } from "@/lib/identity/permissions";
import { type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;

/** By the policies one euro from each border; one person's own limit lies below the first policy, another's above it. */
const AMOUNTS = [1n, 19_999n, 20_000n, 49_999n, 50_000n, 69_999n, 70_000n, 99_999n, 100_000n, 5_000_000n];

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  for (const kind of moneyKinds) {
    await policy(kind, 50_000n, "branch_manager");
    await policy(kind, 100_000n, "finance_officer");
  }
});
afterAll(() => database.close());

const policy = (kind: MoneyKind, minor: bigint, checkerRole: Role) => sqlOf(database.db)`
  insert into approval_policies (id, kind, role, currency, from_minor, checker_role, effective_from)
  values (${newId()}, ${kind}, null, 'EUR', ${minor.toString()}, ${checkerRole}, '2026-03-02')`;

async function colleague(role: Role, secondFromMinor: bigint | null): Promise<Ctx<StaffActor, Database>> {
  const ctx = await bank.staff(role);
  if (secondFromMinor !== null)
    await sqlOf(database.db)`
      insert into staff_limits (id, user_id, currency, second_from_minor, effective_from)
      values (${newId()}, ${ctx.actor.userId}, 'EUR', ${secondFromMinor.toString()}, '2026-03-02')`;
  return ctx;
}

it.each(moneyKinds)("control 42: what the form of %s says beforehand is whom its command asks", async (kind) => {
  const [role] = rolesWith(kind);
  for (const own of [null, 20_000n, 70_000n]) {
    const ctx = await colleague(role as Role, own);
    const said = await ownPowers(ctx, kind, "EUR");
    const asked = await database.db.transaction(async (tx) => {
      const powers = await readPowers(tx, kind, [{ ctx }], ctx.businessDate);
      return AMOUNTS.map((minor) => powers.weigh(ctx, { minor, currency: "EUR" })?.checkerRole ?? null);
    });
    expect(AMOUNTS.map((minor) => neededFor(said, minor)?.checkerRole ?? null)).toEqual(asked);
    expect(asked.slice(0, 3)).toEqual(own === 20_000n ? [null, null, expect.any(String)] : [null, null, null]);
    expect(asked.slice(4)).toEqual([...Array(4).fill("branch_manager"), "finance_officer", "finance_officer"]);
  }
});
