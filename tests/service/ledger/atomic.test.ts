import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database, isDatabaseAway, sqlOf } from "@/db/client";
import type { AccountId } from "@/lib/core/ids";
import { firstBad, verifyLedger } from "@/lib/ledger/verify";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { openRelay, type Relay, settle } from "../../support/relay";
import { transferInput } from "../../support/transfers";

let database: TestDatabase;
let bank: TestBank;
let relay: Relay;
let cuttable: Database;
let payer: Awaited<ReturnType<TestBank["customer"]>>;
let from: { id: AccountId; iban: string };
let to: { id: AccountId; iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  relay = await openRelay(database.urls.app);
  cuttable = connect(relay.url, "app", { max: 1 });
  payer = await bank.customer();
  from = await bank.account(payer.id, 100_000n);
  to = await bank.account((await bank.customer("Jonas Brandt")).id);
});
afterAll(async () => {
  await cuttable.$client.end({ timeout: 1 });
  await relay.close();
  await database.close();
});

const pay = (key: string) => createTransfer({ ...payer.ctx, db: cuttable }, transferInput(from, to, "1.00", { key }));

/** What there is of all transfers together: each of these is whole, or none of it. */
async function parts() {
  const [row] = await sqlOf(database.db)<Record<string, bigint>[]>`
    select (select count(*) from transfers) as transfers,
      (select count(*) from journal_entries where kind = 'transfer') as entries,
      (select count(*) / 2 from postings p join journal_entries e on e.id = p.entry_id where e.kind = 'transfer') as pairs,
      (select count(*) from audit_events where act = 'transfer.created') as acts,
      (select count(*) from idempotency_keys where command = 'transfer.create' and outcome is not null) as keys,
      (select balance / 100 from account_balances where account_id = ${to.id}) as paid`;
  return new Set(Object.values(row ?? {}));
}

describe.each([
  ["in one turn", 1],
  ["in two, where the bank limits a day", 2],
])("%s", (_, turns) => {
  beforeAll(async () => {
    await sqlOf(database.admin)`delete from payment_limits`;
    if (turns === 2)
      await sqlOf(database.admin)`insert into payment_limits (currency, per_day_minor) values ('EUR', 1000000)`;
  });

  test.each([
    ["before the database hears it", false],
    ["before its answer is heard", true],
  ])(
    "cut off at each turn of a transfer, %s, all of it is there or nothing; the same key then finishes it, once (controls 38, 40)",
    async (_, heard) => {
      const lost: string[] = [];
      for (let turn = 1; turn <= turns + 1; turn += 1) {
        await settle(relay, turns, () => pay(newKey()));
        const [before = 0n] = await parts();
        const key = newKey();
        relay.cutAt(turn, heard);
        const outcome = await pay(key).then(
          () => "done",
          (error: unknown) => (isDatabaseAway(error) ? "away" : String(error)),
        );
        expect(relay.cutAt(null)).toBe(turn <= turns);
        const left = [...(await parts())];
        expect(left, `after turn ${turn}`).toHaveLength(1);
        lost.push(`${outcome} ${(left[0] as bigint) - before}`);
        await pay(key);
        expect([...(await parts())]).toEqual([before + 1n]);
      }
      // Only the commit that was heard leaves something behind; the last transfer is not cut off any more.
      const begun = Array.from({ length: turns - 1 }, () => "away 0");
      expect(lost).toEqual([...begun, heard ? "away 1" : "away 0", "done 1"]);
    },
  );
});

test("afterwards every figure follows from the postings (npm run verify)", async () => {
  expect(firstBad(await verifyLedger(database.jobs))).toBeNull();
});
