import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { openAccount } from "@/lib/accounts/open-account";
import { placeBlock } from "@/lib/accounts/place-block";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { record } from "@/lib/audit/record";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { transact } from "@/lib/command/transact";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type CustomerId, newId } from "@/lib/core/ids";
import { changeContact } from "@/lib/customers/change-contact";
import { changeIdentity } from "@/lib/customers/change-identity";
import { detailActs } from "@/lib/identity/assert-changed-nothing";
import { relationsOf } from "@/lib/identity/staff-queries";
import { reverseEntry } from "@/lib/ledger/reverse-entry";
import { changePerson } from "@/lib/operations/change-person";
import { decideApproval } from "@/lib/operations/decide-approval";
import { declareRelation } from "@/lib/operations/declare-relation";
import { endRelation } from "@/lib/operations/end-relation";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { logged } from "../identity/people";

let database: TestDatabase;
let bank: TestBank;
let admins: { maker: Ctx<StaffActor, Database>; checker: Ctx<StaffActor, Database> };

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  admins = { maker: await bank.staff("administrator", "000"), checker: await bank.staff("administrator", "000") };
  await sqlOf(database.db)`
    insert into approval_policies (id, kind, currency, from_minor, checker_role, effective_from)
    values (${newId()}, 'transfer.create', 'EUR', 50000, 'branch_manager', '2026-03-02')`;
});
afterAll(() => database.close());

const numberOf = async (id: CustomerId) => {
  const [row] = await sqlOf(database.db)<{ no: string }[]>`select customer_no as no from customers where id = ${id}`;
  return row?.no ?? "";
};
/** Notes the relation as two administrators, and answers the colleague as their next request finds them. */
async function related(ctx: Ctx<StaffActor, Database>, customer: CustomerId) {
  const customerNo = await numberOf(customer);
  const asked = {
    userId: ctx.actor.userId,
    customerNo,
    relation: "relative" as const,
    reason: "Declared when joining",
  };
  expect(await carried(declareRelation, asked, admins)).toBe("approved");
  return { ...ctx, actor: { ...ctx.actor, related: [customer] } };
}
const cash = (iban: string) => ({
  key: newKey(),
  iban,
  amount: "10.00",
  notes: coins("10.00"),
  paidInBy: undefined,
  note: undefined,
});
const transfer = (from: { id: string }, to: { iban: string }, amount = "10.00") => ({
  key: newKey(),
  from: from.id as never,
  to: to.iban,
  amount,
  remittance: undefined,
  beneficiaryId: undefined,
});
const approve = (ctx: Ctx<StaffActor>, approvalId: string) =>
  decideApproval(ctx, { key: newKey(), approvalId, seen: 1, answer: "approved" });
const own = { reason: "own_account" };
const ownerOf = async (accountId: string) => {
  const [row] = await sqlOf(database.db)<{ id: CustomerId }[]>`
    select customer_id as id from account_parties where account_id = ${accountId} and role = 'owner'`;
  return row?.id as CustomerId;
};

describe("nobody acts for themselves or for those close to them (control 43)", () => {
  it("is refused at the till, for transfers on either side, and for everything done to the account", async () => {
    const uncle = await bank.customer();
    const [his, other] = [
      await bank.account(uncle.id, 100_000n),
      await bank.account((await bank.customer("Jonas Brandt")).id, 100_000n),
    ];
    const teller = await related(await bank.teller(100_000n), uncle.id);
    await expect(depositCash(teller, cash(his.iban))).rejects.toMatchObject(own);
    await expect(withdrawCash(teller, cash(his.iban))).rejects.toMatchObject(own);
    await expect(createTransfer(teller, transfer(his, other))).rejects.toMatchObject(own);
    await expect(createTransfer(teller, transfer(other, his))).rejects.toMatchObject(own);
    expect(await depositCash(teller, cash(other.iban))).toHaveProperty("reference");
    const manager = await related(await bank.staff("branch_manager"), uncle.id);
    const block = { key: newKey(), accountId: his.id, kind: "debit" as const, reason: "He asked for it" };
    await expect(placeBlock(manager, block)).rejects.toMatchObject(own);
    expect(
      (await logged(database.db, "transfer.create")).filter(({ reason }) => reason === "own_account"),
    ).toHaveLength(2);
  });

  it("counts for a request as it is decided: neither its maker of now nor its second person may be close", async () => {
    const uncle = await bank.customer();
    const [his, other] = [
      await bank.account(uncle.id, 500_000n),
      await bank.account((await bank.customer("Jonas Brandt")).id),
    ];
    const teller = await bank.staff("teller");
    const ask = async () => {
      const asked = await createTransfer(teller, transfer(his, other, "600.00"));
      if (!("pending" in asked)) throw new Error("It did not wait");
      return asked.pending;
    };
    const [one, two] = [await ask(), await ask()];
    const close = await related(await bank.staff("branch_manager"), uncle.id);
    await expect(approve(close, one)).rejects.toMatchObject(own);
    const ofPayee = await related(await bank.staff("branch_manager"), await ownerOf(other.id));
    await expect(approve(ofPayee, one)).rejects.toMatchObject({ reason: "second_is_close" });
    const manager = await bank.staff("branch_manager");
    expect(await approve(manager, one)).toMatchObject({ status: "approved" });
    await related(teller, uncle.id);
    expect(await approve(manager, two)).toMatchObject({ status: "returned" });
  });

  it("counts for a reversal, the papers, a new signatory and a second owner as well", async () => {
    const uncle = await bank.customer();
    const [his, other] = [await bank.account(uncle.id, 100_000n), await bank.account((await bank.customer("Eva")).id)];
    const sent = await createTransfer(await bank.staff("teller"), transfer(his, other, "1.00"));
    if ("pending" in sent) throw new Error("It waits");
    const manager = await related(await bank.staff("branch_manager"), await ownerOf(other.id));
    const reverse = { key: newKey(), entryId: sent.entryId, reason: "wrong_account" as const, note: undefined };
    await expect(reverseEntry(manager, reverse)).rejects.toMatchObject(own);
    const officer = await related(await bank.staff("service_officer"), uncle.id);
    const party = {
      key: newKey(),
      accountId: other.id,
      customerNo: await numberOf(uncle.id),
      role: "signatory" as const,
    };
    await expect(addParty(officer, party)).rejects.toMatchObject(own);
    const [product] = await sqlOf(database.db)<{ id: string }[]>`
      select product_version_id as id from accounts where id = ${other.id}`;
    const joint = {
      key: newKey(),
      customerId: await ownerOf(other.id),
      productVersionId: product?.id ?? "",
      jointOwner: await numberOf(uncle.id),
      signingRule: undefined,
    };
    await expect(openAccount(officer, joint)).rejects.toMatchObject(own);
    await expect(changeIdentity(officer, { key: newKey(), customerId: uncle.id } as never)).rejects.toMatchObject(own);
  });

  it("is noted and ended by two administrators, once, and shows no name", async () => {
    const uncle = await bank.customer();
    const colleague = await bank.staff("teller");
    await related(colleague, uncle.id);
    const [noted] = await relationsOf(admins.maker, colleague.actor.userId);
    expect(noted).toEqual({
      id: noted?.id,
      customerNo: await numberOf(uncle.id),
      relation: "relative",
      since: expect.any(String),
    });
    await expect(related(colleague, uncle.id)).rejects.toMatchObject({ reason: "relation_known" });
    const end = { relationId: noted?.id as never, reason: "No longer so" };
    await expect(endRelation(colleague, end)).rejects.toMatchObject({ reason: "not_permitted" });
    expect(await carried(endRelation, end, admins)).toBe("approved");
    expect(await relationsOf(admins.maker, colleague.actor.userId)).toEqual([]);
    await expect(endRelation(admins.maker, end)).rejects.toMatchObject({ reason: "relation_not_found" });
  });
});

it("lets nobody agree to money of a customer whose signatories they changed within seven days", async () => {
  const amina = await bank.customer();
  const [hers, other] = [
    await bank.account(amina.id, 500_000n),
    await bank.account((await bank.customer("Jonas Brandt")).id),
  ];
  const both = await bank.staff(["service_officer", "branch_manager"]);
  const asked = await createTransfer(await bank.staff("teller"), transfer(hers, other, "600.00"));
  if (!("pending" in asked)) throw new Error("It did not wait");
  const [another, customerNo] = [await bank.account(amina.id), await numberOf((await bank.customer("Lucia Sousa")).id)];
  const party = { key: newKey(), accountId: another.id, customerNo, role: "signatory" as const };
  await carried(addParty, party, { maker: both, checker: await bank.staff("branch_manager") });
  await expect(approve(both, asked.pending)).rejects.toMatchObject({ reason: "changed_recently" });
  expect(await approve(await bank.staff("branch_manager"), asked.pending)).toMatchObject({ status: "approved" });
});

it("lets nobody agree to money of an account of whose other people they changed one within seven days", async () => {
  const [owner, joint, signs] = [await bank.customer(), await bank.customer("Joint"), await bank.customer("Signs")];
  const [theirs, other] = [
    await bank.account(owner.id, 500_000n),
    await bank.account((await bank.customer("Jonas Brandt")).id),
  ];
  await sqlOf(database.db)`
    insert into account_parties (account_id, customer_id, role)
    values (${theirs.id}, ${joint.id}, 'joint_owner'), (${theirs.id}, ${signs.id}, 'signatory')`;
  const another = await bank.staff("branch_manager");
  for (const { id } of [joint, signs]) {
    const both = await bank.staff(["service_officer", "branch_manager"]);
    const signed = { ...transfer(theirs, other, "600.00"), present: [owner.id] };
    const asked = await createTransfer(await bank.staff("teller"), signed);
    if (!("pending" in asked)) throw new Error("It did not wait");
    const contact = { key: newKey(), customerId: id, phone: "+436608888888", email: "a@example.com" };
    await changeContact(both, contact as never);
    await expect(approve(both, asked.pending)).rejects.toMatchObject({ reason: "changed_recently" });
    const limit = { key: newKey(), accountId: theirs.id, limit: "10.00", until: undefined };
    await expect(setOverdraft(both, limit as never)).rejects.toMatchObject({ reason: "changed_recently" });
    expect(await approve(another, asked.pending)).toMatchObject({ status: "approved" });
  }
});

it.each(detailActs)("lets nobody agree to money of a customer within seven days of their %s", async (act) => {
  const amina = await bank.customer();
  const [hers, other] = [
    await bank.account(amina.id, 500_000n),
    await bank.account((await bank.customer("Jonas Brandt")).id),
  ];
  const [both, another] = [await bank.staff(["service_officer", "branch_manager"]), await bank.staff("branch_manager")];
  const asked = await createTransfer(await bank.staff("teller"), transfer(hers, other, "600.00"));
  if (!("pending" in asked)) throw new Error("It did not wait");
  await transact(both, act, (inside) =>
    record(inside, { act, subjectKind: "customer", subjectId: amina.id, customerId: amina.id }),
  );
  await expect(approve(both, asked.pending)).rejects.toMatchObject({ reason: "changed_recently" });
  expect(await approve(another, asked.pending)).toMatchObject({ status: "approved" });
});

it("keeps from the customer's money who changed their phone, by the act that the change itself records", async () => {
  const amina = await bank.customer();
  const [hers, other] = [
    await bank.account(amina.id, 500_000n),
    await bank.account((await bank.customer("Jonas Brandt")).id),
  ];
  const both = await bank.staff(["service_officer", "branch_manager"]);
  const asked = await createTransfer(await bank.staff("teller"), transfer(hers, other, "600.00"));
  if (!("pending" in asked)) throw new Error("It did not wait");
  const contact = { key: newKey(), customerId: amina.id, phone: "+436608888888", email: "a@example.com" };
  await changeContact(both, contact as never);
  await expect(approve(both, asked.pending)).rejects.toMatchObject({ reason: "changed_recently" });
});

it("keeps a teller at their branch until their till is closed", async () => {
  const teller = await bank.teller();
  const { userId, name } = teller.actor;
  const moves = { userId, displayName: name, email: undefined, branchId: bank.branch("002").id, reason: "Old Town" };
  await expect(changePerson(admins.maker, moves)).rejects.toMatchObject({ reason: "works_at_till" });
  const renamed = { ...moves, displayName: "Nora Berg", branchId: bank.branch("001").id };
  expect(await carried(changePerson, renamed, admins)).toBe("approved");
});
