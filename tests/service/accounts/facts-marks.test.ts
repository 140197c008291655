import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf, type Transaction } from "@/db/client";
import { type AccountFacts, lockAccounts, readFacts } from "@/lib/accounts/load-accounts";
import { begin } from "@/lib/command/transact";
import { type AccountId, type CustomerId, newId } from "@/lib/core/ids";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { activeOrganisation } from "../../support/organisations";
import type { Staff } from "./history";

let database: TestDatabase;
let bank: TestBank;
let officer: Staff;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  // Rows are written here behind the bank's back; what else they hang on is not asked for.
  await sqlOf(database.admin)`
    alter table screening_hits drop constraint screening_hits_entry_id_screening_entries_id_fkey`;
});
afterAll(() => database.close());

const admin = () => sqlOf(database.admin);
const inside = <T>(work: (tx: Transaction) => Promise<T>) => begin(database.db, bank.system, ({ db }) => work(db));
/** What a decision gets to see of an account: the second time without reading it, if nothing has changed. */
const known = (id: AccountId) => inside(async (tx) => (await lockAccounts(tx, { ids: [id] })).byId.get(id));
const stored = (id: AccountId) => inside(async (tx) => (await readFacts(tx, [id]))[0]);

const organisation = async () =>
  activeOrganisation({ officer, manager: await bank.staff("branch_manager") }, [
    (await bank.customer("Selma Roth")).id,
  ]);

type Place = { account: AccountId; owner: CustomerId; other: CustomerId };
async function place(): Promise<Place> {
  const owner = await bank.customer();
  const other = await bank.customer("Bora Demir");
  return { account: (await bank.account(owner.id)).id, owner: owner.id, other: other.id };
}

/** Everything a decision knows beside the balance: before it, how it changes, and which fact that is. */
type Change = [
  what: string,
  fact: keyof AccountFacts,
  after: (p: Place) => Promise<unknown>,
  before?: (p: Place) => Promise<unknown>,
];

const block = ({ account }: Place) => admin()`
  insert into account_blocks (id, account_id, kind, reason, placed_by) values (${newId()}, ${account}, 'debit', 'Test', ${officer.actor.userId})`;
const sleep = ({ account }: Place) => admin()`
  insert into account_dormancies (id, account_id, stage, from_day, last_used_on) values (${newId()}, ${account}, 'dormant', '2026-03-01', '2024-01-01')`;
const join = ({ account, other }: Place) => admin()`
  insert into account_parties (account_id, customer_id, role) values (${account}, ${other}, 'joint_owner')`;
const hit = ({ owner }: Place) => admin()`
  insert into screening_hits (id, customer_id, entry_id, source, ref, entry_digest, customer_digest, name, score)
  values (${newId()}, ${owner}, ${newId()}, 'eu', ${newKey()}, '\\x00', '\\x00', 'Test', 900)`;
const paper = ({ owner }: Place) => admin()`
  insert into identity_documents (id, customer_id, kind, issuing_country, number_cipher, number_hmac, number_last4, expires_on)
  values (${newId()}, ${owner}, 'passport', 'AT', 'x', ${Buffer.from(newKey())}, '1234', '2030-01-01')`;

const changes: Change[] = [
  [
    "the signing rule",
    "signingRule",
    ({ account }) => admin()`update accounts set signing_rule = 'both' where id = ${account}`,
  ],
  [
    "the product version",
    "debitLimitMinor",
    async ({ account }) => {
      const version = newId();
      await admin()`
      insert into product_versions select (jsonb_populate_record(v, jsonb_build_object('id', ${version}::text, 'version', 99, 'debit_limit_minor', 777, 'effective_from', '2027-01-01'))).*
      from product_versions v where id = (select product_version_id from accounts where id = ${account})`;
      await admin()`update accounts set product_version_id = ${version} where id = ${account}`;
    },
  ],
  [
    "closing",
    "status",
    ({ account }) =>
      admin()`update accounts set status = 'closed', closed_on = '2026-03-02', close_reason = 'customer_request' where id = ${account}`,
  ],
  [
    "the servicing branch",
    "branchId",
    ({ account }) => admin()`update accounts set branch_id = ${bank.branch("002").id} where id = ${account}`,
  ],
  ["a block", "blocks", block],
  [
    "a block lifted",
    "blocks",
    ({ account }) => admin()`
    update account_blocks set lifted_at = bank_now(), lifted_by = ${officer.actor.userId} where account_id = ${account}`,
    block,
  ],
  ["dormancy", "dormant", sleep],
  [
    "waking",
    "dormant",
    ({ account }) => admin()`update account_dormancies set ended_at = bank_now() where account_id = ${account}`,
    sleep,
  ],
  ["a joint owner", "owners", join],
  [
    "another role",
    "owners",
    ({ other }) => admin()`update account_parties set role = 'signatory' where customer_id = ${other}`,
    join,
  ],
  [
    "a part that ends",
    "parties",
    ({ other }) => admin()`delete from account_parties where customer_id = ${other}`,
    join,
  ],
  [
    "an owner who became another",
    "owners",
    ({ owner, other }) => admin()`update account_parties set customer_id = ${other} where customer_id = ${owner}`,
  ],
  [
    "prohibition",
    "underReview",
    ({ owner }) => admin()`update customers set risk_rating = 'prohibited' where id = ${owner}`,
  ],
  [
    "the next review",
    "papersUntil",
    ({ owner }) => admin()`update customers set next_review_on = '2026-05-05' where id = ${owner}`,
  ],
  ["a death", "deceased", ({ owner }) => admin()`update customers set deceased_on = '2026-03-01' where id = ${owner}`],
  ["a hit", "underReview", hit],
  [
    "a hit that lapses",
    "underReview",
    ({ owner }) => admin()`update screening_hits set status = 'lapsed' where customer_id = ${owner}`,
    hit,
  ],
  [
    "a hit that goes",
    "underReview",
    ({ owner }) => admin()`delete from screening_hits where customer_id = ${owner}`,
    hit,
  ],
  ["a document", "papersUntil", paper],
  [
    "a document's last day",
    "papersUntil",
    ({ owner }) => admin()`update identity_documents set expires_on = '2026-04-04' where customer_id = ${owner}`,
    paper,
  ],
  [
    "a document replaced",
    "papersUntil",
    ({ owner }) => admin()`update identity_documents set replaced_at = bank_now() where customer_id = ${owner}`,
    paper,
  ],
  [
    "a document gone",
    "papersUntil",
    ({ owner }) => admin()`delete from identity_documents where customer_id = ${owner}`,
    paper,
  ],
  [
    "a block that goes",
    "blocks",
    ({ account }) => admin()`delete from account_blocks where account_id = ${account}`,
    block,
  ],
  [
    "dormancy that goes",
    "dormant",
    ({ account }) => admin()`delete from account_dormancies where account_id = ${account}`,
    sleep,
  ],
  [
    "a hit that becomes another customer's",
    "underReview",
    ({ owner, other }) => admin()`update screening_hits set customer_id = ${other} where customer_id = ${owner}`,
    hit,
  ],
  [
    "a document that becomes another customer's",
    "papersUntil",
    ({ owner, other }) => admin()`update identity_documents set customer_id = ${other} where customer_id = ${owner}`,
    paper,
  ],
];

describe("what a process keeps of an account", () => {
  test.each(changes)("is read again after %s", async (_what, fact, after, before) => {
    const there = await place();
    await before?.(there);
    const first = await known(there.account);
    expect(await known(there.account)).toBe(first);
    await after(there);
    const then = await known(there.account);
    expect(then?.[fact]).not.toEqual(first?.[fact]);
    expect(then).toEqual(await stored(there.account));
  });

  test("is read again after a hit on a person behind the firm, somebody new there, and their leaving", async () => {
    const firm = await organisation();
    const { id } = await bank.account(firm);
    const person = await bank.customer("Vera Brandt");
    const facts = async () => {
      const seen = await known(id);
      expect(seen).toEqual(await stored(id));
      return seen;
    };
    expect(await facts()).toMatchObject({ underReview: false });
    await hit({ account: id, owner: person.id, other: person.id });
    expect(await facts()).toMatchObject({ underReview: false });
    await admin()`
      insert into organisation_people (id, organisation_id, customer_id, director, signatory) values (${newId()}, ${firm}, ${person.id}, true, false)`;
    expect(await facts()).toMatchObject({ underReview: true });
    await admin()`update screening_hits set status = 'lapsed' where customer_id = ${person.id}`;
    expect(await facts()).toMatchObject({ underReview: false });
    await admin()`update screening_hits set status = 'open' where customer_id = ${person.id}`;
    expect(await facts()).toMatchObject({ underReview: true });
    await admin()`update organisation_people set removed_at = bank_now() where customer_id = ${person.id}`;
    expect(await facts()).toMatchObject({ underReview: false });
  });

  test("is not what a transaction saw that was rolled back", async () => {
    const there = await place();
    const before = await known(there.account);
    await inside(async (tx) => {
      await sqlOf(tx)`
        insert into account_blocks (id, account_id, kind, reason, placed_by) values (${newId()}, ${there.account}, 'all', 'Test', ${officer.actor.userId})`;
      const within = await lockAccounts(tx, { ids: [there.account] });
      expect(within.byId.get(there.account)?.blocks).toEqual(["all"]);
      throw new Error("Never mind");
    }).catch(() => undefined);
    expect(await known(there.account)).toEqual(before);
    await block(there);
    expect((await known(there.account))?.blocks).toEqual(["debit"]);
  });

  test.each([
    ["account", (there: Place, person: CustomerId) => ({ joins: person, account: there.account })],
    [
      "firm's new account",
      async (there: Place, person: CustomerId) => {
        const firm = await organisation();
        await admin()`
        insert into organisation_people (id, organisation_id, customer_id, director, signatory) values (${newId()}, ${firm}, ${person}, true, false)`;
        return { joins: firm, account: there.account };
      },
    ],
  ])("a hit on a person waits for whoever joins them, or their firm, to an account: %s", async (_, arrange) => {
    const there = await place();
    const person = await bank.customer("Vera Brandt");
    const { joins, account } = await arrange(there, person.id);
    // As the account is opened for a firm, so that who stands behind it counts.
    let found: Promise<unknown> | undefined;
    let counted: AccountFacts | undefined;
    await database.db.transaction(async (tx) => {
      await sqlOf(
        tx,
      )`insert into account_parties (account_id, customer_id, role) values (${account}, ${joins}, 'joint_owner')`;
      found = hit({ account, owner: person.id, other: person.id }).execute();
      await waitedFor();
      // Kept by this process while the hit is still under way.
      counted = (await lockAccounts(tx, { ids: [account] })).byId.get(account);
    });
    await found;
    expect(counted).toMatchObject({ underReview: false });
    expect(await known(account)).toMatchObject({ underReview: true });
  });

  test("a block that nobody's command has placed stops the next transfer of a process that knows the account", async () => {
    const payer = await bank.customer();
    const payee = await bank.customer("Bora Demir");
    const from = await bank.account(payer.id, 10_000n);
    const to = await bank.account(payee.id);
    const pay = () =>
      createTransfer(payer.ctx, {
        key: newKey(),
        from: from.id,
        to: to.iban,
        amount: "1.00",
        remittance: undefined,
        beneficiaryId: undefined,
      });
    await pay();
    await block({ account: from.id, owner: payer.id, other: payee.id });
    await expect(pay()).rejects.toMatchObject({ reason: "account_blocked" });
  });
});

/** Until some statement of this database waits for a lock. */
async function waitedFor(): Promise<void> {
  for (;;) {
    const [row] = await sqlOf(database.jobs)`
      select from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()`;
    if (row) return;
    await new Promise((done) => setTimeout(done, 5));
  }
}
