import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { cashDrawer } from "@/lib/cash/count-queries";
import { countVault } from "@/lib/cash/count-vault";
import { cashDifferences } from "@/lib/cash/difference-queries";
import { endOffer } from "@/lib/cash/end-offer";
import { moveVaultCash } from "@/lib/cash/move-vault-cash";
import { myTill } from "@/lib/cash/queries";
import { countableVault } from "@/lib/cash/vault-queries";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { Notes } from "@/lib/core/notes";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { countSlipOf } from "@/lib/statements/count-slip";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { offerCash } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

type Staff = Ctx<StaffActor, Database>;

let database: TestDatabase;
let bank: TestBank;
let custodian: Staff;
let manager: Staff;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [custodian, manager] = await Promise.all([bank.staff("vault_custodian"), bank.staff("branch_manager")]);
  const fill = { kind: "settlement_to_vault" as const, vaultId: vault() as never, currency: "EUR" };
  await moveVaultCash(bank.system, { ...fill, key: newKey(), amount: "900.00", notes: { "5000": 10, "2000": 20 } });
});
afterAll(() => database.close());

const vault = () => bank.branch("001").vaultId;
const count = (notes: Notes, reason?: string, who: Staff = custodian) =>
  countVault(who, { key: newKey(), vaultId: vault() as never, counts: { EUR: notes }, reason });
const stock = async (): Promise<Notes> => {
  const drawer = await cashDrawer(custodian, vault(), "EUR");
  return Object.fromEntries(Object.entries(drawer.stock).filter(([, pieces]) => pieces > 0));
};
const booked = async () => {
  const [row] = await sqlOf(database.db)<{ balance: bigint }[]>`
    select b.balance from cash_accounts c join account_balances b on b.account_id = c.ledger_account_id
    where c.cash_point_id = ${vault()} and c.currency = 'EUR'`;
  return row?.balance;
};

test("a vault is counted note by note: what agrees is kept with its slip, also where the notes are others", async () => {
  expect((await countableVault(custodian, vault()))?.last).toBeNull();
  const done = await count({ "5000": 8, "2000": 25 });
  if ("pending" in done) throw new Error("it waits for somebody");
  expect(await stock()).toEqual({ "5000": 8, "2000": 25 });
  expect(await booked()).toBe(900_00n);
  expect(await countSlipOf(custodian, done.reference)).toMatchObject({
    kind: "spot",
    till: "Vault",
    cash: [
      { currency: "EUR", countedMinor: 900_00n },
      { currency: "USD", countedMinor: 0n },
    ],
  });
  expect((await countableVault(custodian, vault()))?.last).toMatchObject({
    reference: done.reference,
    by: custodian.actor.name,
  });
});

test("what is short is not told to who counts, and booked with its reason once a second person agreed", async () => {
  const short = { "5000": 8, "2000": 24 };
  await expect(count(short)).rejects.toMatchObject({
    reason: "vault_differs",
    params: {},
    sentence: expect.not.stringMatching(/\d|short|over/),
  });
  const asked = await count(short, "A twenty is missing.");
  if (!("pending" in asked)) throw new Error("booked by one person");
  expect(await booked(), "nothing is booked yet").toBe(900_00n);
  const { before, after, version } = await readApproval(manager, asked.pending);
  expect([before.EUR, after.EUR]).toEqual(["€900.00", "€880.00, €20.00 short"]);
  const answer = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
  await expect(decideApproval(custodian, answer)).rejects.toMatchObject({ code: "forbidden" });
  expect(await decideApproval(manager, answer)).toMatchObject({ status: "approved" });
  expect(await booked()).toBe(880_00n);
  expect(await stock()).toEqual(short);
  const { rows } = await cashDifferences(custodian, { open: true });
  expect(rows).toMatchObject([
    {
      kind: "short",
      place: "Vault",
      teller: custodian.actor.name,
      minor: 20_00n,
      reason: "A twenty is missing.",
      agreedBy: manager.actor.name,
    },
  ]);
  const acts = await sqlOf(database.db)<{ act: string }[]>`
    select act from audit_events where subject_id = ${vault()} and act in ('vault.counted', 'cash.difference_booked')
      and subject_kind = 'vault' order by id`;
  expect(acts.map(({ act }) => act)).toEqual(["vault.counted", "cash.difference_booked", "vault.counted"]);
});

test("cash that moved meanwhile returns the request, and cash under way holds the count up", async () => {
  const asked = await count({ "5000": 8 }, "All twenties are gone.");
  if (!("pending" in asked)) throw new Error("booked by one person");
  const bring = { kind: "settlement_to_vault" as const, vaultId: vault() as never, currency: "EUR" };
  await moveVaultCash(bank.system, { ...bring, key: newKey(), amount: "10.00", notes: { "1000": 1 } });
  const { version } = await readApproval(manager, asked.pending);
  const late = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
  expect(await decideApproval(manager, late)).toMatchObject({ status: "returned" });
  expect(await booked()).toBe(890_00n);

  const teller = await bank.teller();
  const tillId = (await myTill(teller))?.tillId as never;
  const handed = { fromId: vault() as never, toId: tillId, currency: "EUR", amount: "50.00", notes: { "5000": 1 } };
  const { offerId } = await offerCash(custodian, { ...handed, key: newKey() });
  const all = { "5000": 8, "2000": 24, "1000": 1 };
  await expect(count(all)).rejects.toMatchObject({ reason: "offers_open" });
  await endOffer(custodian, { key: newKey(), offerId: offerId as never });
  expect(await count(all)).toHaveProperty("reference");
});

test("cash that came and went in other notes returns the request too: what was counted lies there no more", async () => {
  const before = await stock();
  const asked = await count({ ...before, "1000": 0 }, "A ten is missing.");
  if (!("pending" in asked)) throw new Error("booked by one person");
  const [sum, move] = [await booked(), { vaultId: vault() as never, currency: "EUR", amount: "100.00" }];
  const bring = { ...move, kind: "settlement_to_vault" as const, notes: { "10000": 1 } };
  const send = { ...move, kind: "vault_to_settlement" as const, notes: { "5000": 2 } };
  await moveVaultCash(bank.system, { ...bring, key: newKey() });
  await moveVaultCash(bank.system, { ...send, key: newKey() });
  expect(await booked()).toBe(sum);
  const { version } = await readApproval(manager, asked.pending);
  const late = { key: newKey(), approvalId: asked.pending, seen: version, answer: "approved" as const };
  expect(await decideApproval(manager, late)).toMatchObject({ status: "returned" });
  expect(await stock()).toEqual({ ...before, "10000": 1, "5000": (before["5000"] ?? 0) - 2 });
});

test("a vault is its keeper's to count, in their branch, and no count is without a session but a vault's", async () => {
  await expect(count({}, undefined, await bank.teller())).rejects.toMatchObject({ reason: "not_permitted" });
  await expect(count({}, undefined, manager)).rejects.toMatchObject({ reason: "not_permitted" });
  const elsewhere = await bank.staff("vault_custodian", "002");
  await expect(count({}, undefined, elsewhere)).rejects.toMatchObject({ reason: "other_branch" });
  expect(await countableVault(elsewhere, vault())).toBeNull();
  const tillId = bank.branch("001").tillIds[0] as string;
  await expect(
    countVault(custodian, { key: newKey(), vaultId: tillId as never, counts: {}, reason: undefined }),
  ).rejects.toMatchObject({ reason: "till_not_found" });
  await expect(
    sqlOf(database.db)`
      insert into cash_counts (id, reference, kind, cash_point_id, counted_by, counted_on)
      values (${newId()}, 'CNT-X', 'closing', ${tillId}, ${custodian.actor.userId}, '2026-03-02')`,
  ).rejects.toMatchObject({ constraint_name: "cash_counts_session_of_till" });
});
