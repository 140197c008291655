import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { latestSignatures, partiesOf } from "@/lib/accounts/party-queries";
import { removeParty } from "@/lib/accounts/remove-party";
import { setSigning } from "@/lib/accounts/set-signing";
import { exchangeCash } from "@/lib/cash/exchange-cash";
import type { AccountId, CustomerId } from "@/lib/core/ids";
import { closeDepositEarly } from "@/lib/interest/close-deposit-early";
import { termDepositOf } from "@/lib/interest/deposit-queries";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import { setInstruction } from "@/lib/interest/set-instruction";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeAccountPayingOut } from "@/lib/operations/close-account-paying-out";
import { decideApproval } from "@/lib/operations/decide-approval";
import { checkTransfer } from "@/lib/payments/check-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import { offerDeposit } from "../../support/deposits";
import { carried } from "../../support/second-person";
import type { Staff } from "./history";
import { transfer, withdrawal } from "./signed";

let database: TestDatabase;
let bank: TestBank;
let officer: Staff;
let both: { maker: Staff; checker: Staff };
let amina: Awaited<ReturnType<TestBank["customer"]>>;
let jonas: Awaited<ReturnType<TestBank["customer"]>>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  amina = await bank.customer();
  jonas = await bank.customer("Jonas Brandt");
  both = { maker: officer, checker: await bank.staff("branch_manager") };
});
afterAll(() => database.close());

const numberOf = async (id: CustomerId) =>
  (await sqlOf(database.db)<{ no: string }[]>`select customer_no as no from customers where id = ${id}`)[0]
    ?.no as string;
const adding = async (accountId: AccountId, who: CustomerId, role: "joint_owner" | "signatory" | "guardian") =>
  expect(await carried(addParty, { key: newKey(), accountId, customerNo: await numberOf(who), role }, both)).toBe(
    "approved",
  );
const signing = async (accountId: AccountId, signingRule: "any_one" | "both" | "any_two") =>
  expect(await carried(setSigning, { key: newKey(), accountId, signingRule }, both)).toBe("approved");

describe("parties of an account", () => {
  test("are added and taken off with a record, each key once", async () => {
    const account = await bank.account(amina.id);
    const input = {
      key: newKey(),
      accountId: account.id,
      customerNo: (await numberOf(jonas.id)).toLowerCase(),
      role: "joint_owner" as const,
    };
    const first = await addParty(officer, input);
    expect(await addParty(officer, input)).toEqual(first);
    expect(await partiesOf(officer, account.id)).toHaveLength(1);
    expect(await carried(addParty, { ...input, key: newKey() }, both)).toBe("approved");
    expect((await partiesOf(officer, account.id)).map(({ name, role }) => [name, role])).toEqual([
      ["Amina Okafor", "owner"],
      ["Jonas Brandt", "joint_owner"],
    ]);
    await expect(addParty(officer, { ...input, key: newKey() })).rejects.toMatchObject({ reason: "party_known" });
    const leaving = { key: newKey(), accountId: account.id, customerId: jonas.id, reason: "Moved out" };
    expect(await carried(removeParty, leaving, both)).toBe("approved");
    expect(await partiesOf(officer, account.id)).toHaveLength(1);
    const acts = await sqlOf(database.db)`
      select act from audit_events where subject_id = ${account.id} and act like 'account.party%' order by id`;
    expect(acts.map(({ act }) => act)).toEqual(["account.party_added", "account.party_removed"]);
  });

  test("are not joined as owner by who has declared nothing yet, who may sign", async () => {
    const account = await bank.account(amina.id);
    const nemo = await bank.customer("Nemo Nichts");
    await sqlOf(database.admin)`delete from customer_declarations where customer_id = ${nemo.id}`;
    const input = { key: newKey(), accountId: account.id, customerNo: await numberOf(nemo.id) };
    await expect(addParty(officer, { ...input, role: "joint_owner" })).rejects.toMatchObject({
      reason: "declarations_missing",
      field: "customerNo",
    });
    await adding(account.id, nemo.id, "signatory");
  });

  test("are changed by service officers of the branch only", async () => {
    const account = await bank.account(amina.id);
    const input = { key: newKey(), accountId: account.id, signingRule: "any_one" as const };
    for (const role of ["teller", "branch_manager", "operations"] as const)
      await expect(setSigning(await bank.staff(role), { ...input, key: newKey() })).rejects.toMatchObject({
        reason: "not_permitted",
      });
    await expect(setSigning(await bank.staff("service_officer", "002"), input)).rejects.toMatchObject({
      reason: "other_branch",
    });
  });

  test("refuse an unknown number, the owner's leaving, and a rule that nobody could fulfil", async () => {
    const account = await bank.account(amina.id);
    const unknown = { key: newKey(), accountId: account.id, customerNo: "T-99999", role: "signatory" as const };
    await expect(addParty(officer, unknown)).rejects.toMatchObject({ reason: "customer_number_unknown" });
    const owner = { key: newKey(), accountId: account.id, customerId: amina.id, reason: "None" };
    await expect(removeParty(officer, owner)).rejects.toMatchObject({ reason: "owner_stays" });
    await expect(removeParty(officer, { ...owner, key: newKey(), customerId: jonas.id })).rejects.toMatchObject({
      reason: "party_not_found",
    });
    const rule = { key: newKey(), accountId: account.id, signingRule: "both" as const };
    await expect(setSigning(officer, rule)).rejects.toMatchObject({ reason: "rule_not_fulfilled" });
    await adding(account.id, jonas.id, "joint_owner");
    await signing(account.id, "both");
    await expect(removeParty(officer, { ...owner, key: newKey(), customerId: jonas.id })).rejects.toMatchObject({
      reason: "rule_not_fulfilled",
    });
  });
});

describe("controls 42 and 43: who may dispose of an account", () => {
  test("is changed by no officer alone: a guardian who was asked for signs for nobody yet", async () => {
    const account = await bank.account(amina.id, 10_000n);
    const own = await bank.account(amina.id);
    const input = {
      key: newKey(),
      accountId: account.id,
      customerNo: await numberOf(jonas.id),
      role: "guardian" as const,
    };
    const asked = await addParty(officer, input);
    await createTransfer(amina.ctx, transfer(account.id, own.iban));
    if (!("pending" in asked)) throw new Error("Nobody was asked");
    const request = await readApproval(officer, asked.pending);
    expect(request).toMatchObject({ own: true, mayDecide: false });
    expect(request.before.parties).toBe(`${await numberOf(amina.id)}, owner`);
    expect(request.after.parties).toContain(`${await numberOf(jonas.id)}, guardian`);
    const decision = { key: newKey(), approvalId: asked.pending, seen: request.version, answer: "approved" as const };
    await expect(decideApproval(officer, decision)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(
      decideApproval(await bank.staff("branch_manager", "002"), { ...decision, key: newKey() }),
    ).rejects.toMatchObject({ reason: "other_branch" });
    expect((await decideApproval(both.checker, { ...decision, key: newKey() })).status).toBe("approved");
    await expect(createTransfer(amina.ctx, transfer(account.id, own.iban))).rejects.toMatchObject({
      reason: "does_not_sign",
    });
  });

  test("does not change by a request that was made when the account stood otherwise", async () => {
    const account = await bank.account(amina.id);
    await adding(account.id, jonas.id, "joint_owner");
    const asked = await setSigning(officer, { key: newKey(), accountId: account.id, signingRule: "both" });
    const third = await bank.customer("Third Party");
    await adding(account.id, third.id, "joint_owner");
    if (!("pending" in asked)) throw new Error("Nobody was asked");
    const { version } = await readApproval(officer, asked.pending);
    const decided = await decideApproval(both.checker, {
      key: newKey(),
      approvalId: asked.pending,
      seen: version,
      answer: "approved",
    });
    expect(decided.status).toBe("returned");
  });
});

describe("signing rules", () => {
  test("both owners must be present at the counter, and it is kept who was", async () => {
    const account = await bank.account(amina.id, 10_000n);
    const other = await bank.account(jonas.id);
    await adding(account.id, jonas.id, "joint_owner");
    await signing(account.id, "both");
    const teller = await bank.teller(10_000n);
    for (const [present, reason] of [
      [undefined, "signers_unasked"],
      [[amina.id], "signers_missing"],
      [[(await bank.customer("Someone Else")).id], "signers_unknown"],
    ] as const) {
      const named = present ? [...present] : undefined;
      await expect(withdrawCash(teller, withdrawal(account.iban, named))).rejects.toMatchObject({ reason });
      await expect(createTransfer(teller, transfer(account.id, other.iban, named))).rejects.toMatchObject({ reason });
    }
    const present = [amina.id, jonas.id];
    const paid = await withdrawCash(teller, withdrawal(account.iban, present));
    const sent = await createTransfer(teller, transfer(account.id, other.iban, present));
    const kept = await sqlOf(database.db)`
      select count(*)::int as n from account_signatures where entry_id in (${paid.entryId}, ${sent.entryId})`;
    expect(kept[0]?.n).toBe(4);
    expect(await latestSignatures(teller, account.id)).toMatchObject([
      { reference: sent.reference, names: ["Amina Okafor", "Jonas Brandt"] },
      { reference: paid.reference, names: ["Amina Okafor", "Jonas Brandt"] },
    ]);
    expect(await latestSignatures(teller, other.id)).toEqual([]);
  });

  test("both owners sign for every other way out, and for what becomes of a term deposit", async () => {
    const [account, leaving] = [await bank.account(amina.id, 1_000_000n), await bank.account(amina.id, 10_000n)];
    const own = await bank.account(amina.id);
    for (const { id } of [account, leaving]) {
      await adding(id, jonas.id, "joint_owner");
      await signing(id, "both");
    }
    const productVersionId = await offerDeposit(bank);
    const placed = (present?: CustomerId[]) =>
      openTermDeposit(officer, {
        key: newKey(),
        accountId: account.id,
        productVersionId,
        amount: "1000.00",
        months: "6",
        instruction: "pay_out",
        present,
      });
    const deposit = (await placed([amina.id, jonas.id])).accountId;
    const teller = await bank.teller(10_000n);
    const ways: Record<string, (present?: CustomerId[]) => Promise<object>> = {
      "notes bought from the account": (present) =>
        exchangeCash(teller, {
          key: newKey(),
          iban: account.iban,
          way: "takes",
          against: "account",
          currency: "USD",
          amount: "10.00",
          notes: coins("10.00"),
          otherAmount: "9.00",
          otherNotes: {},
          quote: "none",
          present,
        }),
      "closing with payout": (present) =>
        closeAccountPayingOut(officer, {
          key: newKey(),
          accountId: leaving.id,
          to: own.iban,
          reason: "Moves away",
          present,
          waive: undefined,
        }),
      "a term deposit": placed,
      "closing it early": (present) =>
        closeDepositEarly(officer, { key: newKey(), accountId: deposit, reason: "Needs it", present }),
      "its maturity": (present) =>
        setInstruction(officer, { key: newKey(), accountId: deposit, instruction: "renew_all", present }),
    };
    for (const [name, way] of Object.entries(ways)) {
      await expect(way(), name).rejects.toMatchObject({ reason: "signers_unasked" });
      await expect(way([amina.id]), name).rejects.toMatchObject({ reason: "signers_missing" });
    }
    await ways["its maturity"]?.([amina.id, jonas.id]);
    expect(await termDepositOf(officer, deposit)).toMatchObject({ instruction: "renew_all" });
  });

  test("nobody pays alone in self-service where two must sign, and is told so before the check page", async () => {
    const account = await bank.account(amina.id, 10_000n);
    const own = await bank.account(amina.id);
    await adding(account.id, jonas.id, "joint_owner");
    await createTransfer(amina.ctx, transfer(account.id, own.iban));
    await signing(account.id, "both");
    const refused = {
      reason: "signs_not_alone",
      sentence: "This account is signed for by both owners together. Come to a branch together to pay from it.",
    };
    await expect(createTransfer(amina.ctx, transfer(account.id, own.iban))).rejects.toMatchObject(refused);
    await expect(createTransfer(amina.ctx, transfer(account.id, own.iban, [amina.id, jonas.id]))).rejects.toMatchObject(
      refused,
    );
    await expect(
      checkTransfer(amina.ctx, { from: account.id, to: own.id, amount: "5.00", remittance: undefined }),
    ).rejects.toMatchObject(refused);
  });

  test("a guardian signs for the owner, who cannot pay", async () => {
    const account = await bank.account(amina.id, 10_000n);
    const own = await bank.account(amina.id);
    await adding(account.id, jonas.id, "guardian");
    await expect(createTransfer(amina.ctx, transfer(account.id, own.iban))).rejects.toMatchObject({
      reason: "does_not_sign",
    });
    const teller = await bank.teller(10_000n);
    await expect(withdrawCash(teller, withdrawal(account.iban, [amina.id]))).rejects.toMatchObject({
      reason: "signers_unknown",
    });
    await expect(withdrawCash(teller, withdrawal(account.iban, [jonas.id]))).resolves.toBeDefined();
  });
});
