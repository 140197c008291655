import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { lockAccounts } from "@/lib/accounts/load-accounts";
import { openAccount } from "@/lib/accounts/open-account";
import { partiesOf } from "@/lib/accounts/party-queries";
import { accountPage } from "@/lib/accounts/queries";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { setSigning } from "@/lib/accounts/set-signing";
import { signersOf } from "@/lib/accounts/signing";
import { waitingRequest } from "@/lib/approvals/waiting-request";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { closeCustomer } from "@/lib/customers/close-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { recordDeath } from "@/lib/customers/record-death";
import { reopenCustomer } from "@/lib/customers/reopen-customer";
import { savePerson } from "@/lib/customers/save-person";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { applyForLoan } from "@/lib/loans/apply-for-loan";
import { disburseLoan } from "@/lib/loans/disburse-loan";
import { readApproval } from "@/lib/operations/approval-queries";
import { createTransfer } from "@/lib/payments/create-transfer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import { application, borrower, lendingDesk, loanAt } from "../loans/lending";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let teller: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  teller = await bank.teller(100_000n);
});
afterAll(() => database.close());

const death = (customerId: CustomerId, day: string | undefined = "2026-02-20") => ({
  key: newKey(),
  customerId,
  diedOn: day === undefined ? undefined : businessDate(day),
  reason: "Death certificate 12/2026",
});
const takenBack = (customerId: CustomerId) => ({ ...death(customerId), diedOn: undefined, reason: "Another person" });
const agreed = (input: ReturnType<typeof death>) => carried(recordDeath, input, { maker: officer, checker: manager });
const cash = (iban: string) => ({
  key: newKey(),
  iban,
  amount: "5.00",
  notes: coins("5.00"),
  paidInBy: undefined,
  note: undefined,
});
const move = (from: string, to: string) => ({
  key: newKey(),
  from: from as never,
  to,
  amount: "1.00",
  remittance: undefined,
  beneficiaryId: undefined,
});

const waits = async () =>
  (
    await sqlOf(database.admin)`
      select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`
  )[0]?.waits as boolean;
const until = async (is: () => Promise<boolean>) => {
  while (!(await is())) await new Promise((done) => setTimeout(done, 10));
};

describe("the death of a customer", () => {
  it("stops money leaving once a second person agrees, and never money coming in, until it is taken back", async () => {
    const { id, ctx } = await bank.customer("Alma Abend");
    const account = await bank.account(id, 10_000n);
    const other = await bank.account((await bank.customer("Jonas Brandt")).id);
    const asked = await recordDeath(officer, death(id));
    if (!("pending" in asked)) throw new Error("Nobody was asked");
    const waits = (by: a.Staff) => waitingRequest(by, "customer.record_death", id);
    expect(await waits(officer)).toMatchObject({ id: asked.pending, maker: officer.actor.name, own: true });
    expect(await waits(manager)).toMatchObject({ id: asked.pending, own: false });
    expect(await waitingRequest(officer, "customer.merge", id)).toBeNull();
    await withdrawCash(teller, cash(account.iban));
    expect((await readApproval(manager, asked.pending)).after).toEqual({ died_on: "2026-02-20" });
    expect(await agreed(death(id))).toBe("approved");
    expect(await waits(officer)).toBeNull();
    expect((await readCustomer(officer, id)).deceasedOn).toBe("2026-02-20");
    expect((await accountPage(teller, account.id))?.owners[0]?.deceasedOn).toBe("2026-02-20");
    await expect(withdrawCash(teller, cash(account.iban))).rejects.toThrow("owner_deceased");
    await expect(createTransfer(teller, move(account.id, other.iban))).rejects.toThrow("owner_deceased");
    await depositCash(teller, cash(account.iban));
    const signsIn = async () =>
      (await sqlOf(database.db)`select disabled_at is null as open from users where id = ${ctx.actor.userId}`)[0]?.open;
    expect(await signsIn()).toBe(false);
    expect(await agreed(takenBack(id))).toBe("approved");
    await withdrawCash(teller, cash(account.iban));
    expect(await signsIn()).toBe(true);
  });

  it("of a joint owner stops the account too", async () => {
    const [{ id }, joint] = [await bank.customer("Berta Bleibt"), await bank.customer("Conrad Fort")];
    const account = await bank.account(id, 10_000n);
    await sqlOf(database.db)`
      insert into account_parties (account_id, customer_id, role) values (${account.id}, ${joint.id}, 'joint_owner')`;
    expect(await agreed(death(joint.id))).toBe("approved");
    await expect(withdrawCash(teller, { ...cash(account.iban), present: [id] } as never)).rejects.toThrow(
      "owner_deceased",
    );
  });

  it("stays when they leave and are taken up again: nobody is given their sign-in back", async () => {
    const id = await a.active(officer, manager, { fullName: "Kuno Kehrtum" });
    await sqlOf(database.db)`
      insert into users (id, kind, sign_in_name, customer_id, password_hash)
      values (gen_random_uuid(), 'customer', 'kuno', ${id}, 'none')`;
    expect(await agreed(death(id))).toBe("approved");
    await closeCustomer(officer, { key: newKey(), customerId: id, reason: "Estate settled" });
    await reopenCustomer(officer, { key: newKey(), customerId: id, reason: "By mistake" });
    await submitCustomer(officer, { key: newKey(), customerId: id });
    const seen = await a.seenOf(database.db, id);
    await approveCustomer(manager, { key: newKey(), customerId: id, seen, riskRating: "low" });
    expect(await sqlOf(database.db)`select disabled_at is null as open from users where sign_in_name = 'kuno'`).toEqual(
      [{ open: false }],
    );
  });

  it("of who signs for another's account leaves the others to sign, and stops the account where they alone fulfilled its rule", async () => {
    const [owner, dead, alive] = [
      await bank.customer("Greta Grund"),
      await bank.customer("Hanno Hinüber"),
      await bank.customer("Ida Immer"),
    ];
    const account = await bank.account(owner.id, 10_000n);
    await sqlOf(database.db)`
      insert into account_parties (account_id, customer_id, role)
      values (${account.id}, ${dead.id}, 'signatory'), (${account.id}, ${alive.id}, 'signatory')`;
    const signed = (...present: CustomerId[]) => withdrawCash(teller, { ...cash(account.iban), present } as never);
    await signed(dead.id);
    expect(await agreed(death(dead.id))).toBe("approved");
    await expect(signed(dead.id)).rejects.toMatchObject({ reason: "customer_deceased", field: "present" });
    await expect(signed(dead.id, alive.id)).rejects.toMatchObject({ reason: "customer_deceased" });
    await signed(alive.id);
    expect(signersOf(await partiesOf(officer, account.id)).map(({ customerId }) => customerId)).toEqual(
      expect.not.arrayContaining([dead.id]),
    );
    await sqlOf(database.db)`delete from account_parties where customer_id = ${alive.id}`;
    const bothSign = { key: newKey(), accountId: account.id, signingRule: "any_two" as const };
    await expect(setSigning(officer, bothSign)).rejects.toMatchObject({ reason: "rule_not_fulfilled" });
  });

  it("waits for the money that is under way, and what comes after it finds it", async () => {
    const { id } = await bank.customer("Jakob Jäh");
    const account = await bank.account(id, 10_000n);
    const done: string[] = [];
    let agreeing: Promise<unknown> = Promise.resolve();
    await database.db.transaction(async (tx) => {
      await lockAccounts(tx, { ids: [account.id] });
      agreeing = agreed(death(id)).then(() => done.push("death"));
      await until(async () => done.length > 0 || (await waits()));
      done.push("money");
    });
    await agreeing;
    expect(done).toEqual(["money", "death"]);
    await expect(withdrawCash(teller, cash(account.iban))).rejects.toThrow("owner_deceased");
  });

  it("lets nothing new begin in their name: no account, no part in one, no loan and no sign-in", async () => {
    const [dead, alive] = [await bank.customer("Emil Ende"), await bank.customer("Frida Fort")];
    const [theirs, other] = [await bank.account(dead.id, 10_000n), await bank.account(alive.id)];
    expect(await agreed(death(dead.id))).toBe("approved");
    const { customerNo } = await readCustomer(officer, dead.id);
    const opening = { key: newKey(), customerId: dead.id, productVersionId: bank.products.current };
    await expect(openAccount(officer, opening)).rejects.toThrow("customer_deceased");
    const joint = { ...opening, key: newKey(), customerId: alive.id, jointOwner: customerNo };
    await expect(openAccount(officer, joint)).rejects.toMatchObject({
      reason: "customer_deceased",
      field: "jointOwner",
    });
    const part = { key: newKey(), accountId: other.id, customerNo, role: "signatory" as const };
    await expect(addParty(officer, part)).rejects.toThrow("customer_deceased");
    const loan = application(bank, { id: dead.id, account: theirs });
    await expect(applyForLoan(await bank.staff("loan_officer"), loan)).rejects.toThrow("customer_deceased");
    await expect(issueEnrolmentCode(officer, { customerId: dead.id })).rejects.toThrow("customer_deceased");
    const firm = await o.activeOrganisation({ officer, manager }, [alive.id], { fullName: "Fort KG" });
    const link = { ...o.linkedCard(firm, dead.id, { director: false }), reason: "New clerk" };
    await expect(savePerson(officer, link)).rejects.toMatchObject({ reason: "customer_deceased" });
    const limit = { key: newKey(), accountId: theirs.id, limit: "10.00", until: undefined };
    await expect(setOverdraft(manager, limit)).rejects.toMatchObject({ reason: "customer_deceased" });
    expect(await setOverdraft(manager, { ...limit, key: newKey(), limit: "0" })).toHaveProperty("accountId");
    await openAccount(officer, { ...opening, key: newKey(), customerId: alive.id });
  });

  it("keeps a loan that was accepted from being paid out", async () => {
    const desk = await lendingDesk(bank);
    const who = await borrower(bank);
    const loanId = await loanAt(bank, desk, "accepted", who);
    expect(await agreed(death(who.id))).toBe("approved");
    await expect(disburseLoan(desk.operations, { key: newKey(), loanId })).rejects.toThrow("customer_deceased");
  });

  it("is refused on a day that cannot be, twice, of an organisation, and to others", async () => {
    const { id } = await bank.customer("Dora Dauer");
    await expect(recordDeath(officer, death(id, "2026-03-03"))).rejects.toThrow("died_on");
    await expect(recordDeath(officer, death(id, "1988-03-13"))).rejects.toThrow("died_on");
    await expect(recordDeath(officer, takenBack(id))).rejects.toThrow("required");
    await expect(recordDeath(teller, death(id))).rejects.toThrow("not_permitted");
    await expect(recordDeath(await bank.staff("service_officer", "002"), death(id))).rejects.toThrow("other_branch");
    expect(await agreed(death(id))).toBe("approved");
    await expect(recordDeath(officer, death(id))).rejects.toThrow("nothing_changes");
    const firm = await o.activeOrganisation({ officer, manager }, [(await bank.customer()).id]);
    await expect(recordDeath(officer, death(firm))).rejects.toThrow("person_needed");
    await expect(
      sqlOf(database.db)`update customers set deceased_on = '2026-02-20' where id = ${firm}`,
    ).rejects.toMatchObject({ constraint_name: "customers_deceased" });
  });
});
