import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { closeCustomer } from "@/lib/customers/close-customer";
import { bindingsOf } from "@/lib/customers/closing-queries";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { placeLegalHold } from "@/lib/customers/place-legal-hold";
import { readCustomer } from "@/lib/customers/profile-queries";
import { rejectCustomer } from "@/lib/customers/reject-customer";
import { reopenCustomer } from "@/lib/customers/reopen-customer";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { closeAccount } from "@/lib/operations/close-account";
import { FIRST_DAY, newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
});
afterAll(() => database.close());

const close = (customerId: CustomerId, by = officer, key = newKey()) =>
  closeCustomer(by, { key, customerId, reason: "Moves abroad" });
const reopen = (customerId: CustomerId, by = officer) =>
  reopenCustomer(by, { key: newKey(), customerId, reason: "Comes back" });
const statusOf = async (customerId: CustomerId) => (await a.rowOf(database.db, customerId))?.status;

describe("closing a customer", () => {
  it("ends the relation with day, person and reason, shuts the sign-in, and is recorded", async () => {
    const { id, ctx } = await bank.customer();
    await close(id);
    expect(await readCustomer(officer, id)).toMatchObject({
      status: "closed",
      closedOn: FIRST_DAY,
      closedByName: officer.actor.name,
      closeReason: "Moves abroad",
      nextReviewOn: null,
    });
    const [user] = await sqlOf(database.db)`
      select disabled_at is not null as shut from users where id = ${ctx.actor.userId}`;
    expect(user?.shut).toBe(true);
    expect((await a.actsOn(database.db, id)).at(-1)).toBe("customer.closed");
  });

  it("waits for accounts, also those of others in which the customer has a part", async () => {
    const [owner, friend] = [(await bank.customer("Amina Okafor")).id, (await bank.customer("Jonas Weber")).id];
    const account = await bank.account(owner);
    await expect(close(owner)).rejects.toThrow("customer_has_pending");
    const customerNo = (await a.rowOf(database.db, friend))?.customerNo as string;
    const asked = await addParty(officer, { key: newKey(), accountId: account.id, customerNo, role: "signatory" });
    expect(asked).toHaveProperty("pending");
    await sqlOf(database.db)`
      insert into account_parties (account_id, customer_id, role) values (${account.id}, ${friend}, 'signatory')`;
    await expect(close(friend)).rejects.toThrow("customer_has_pending");
    await closeAccount(officer, { key: newKey(), accountId: account.id, reason: "No longer used" });
    await close(friend);
    expect(await statusOf(friend)).toBe("closed");
    // The request about the owner's account still waits.
    expect(await bindingsOf(database.db, owner)).toEqual({
      accounts: 0,
      applications: 0,
      loans: 0,
      requests: 1,
      organisations: 0,
      wards: 0,
    });
    await expect(close(owner)).rejects.toThrow("customer_has_pending");
  });

  it("is refused by the database itself while an account is open", async () => {
    const { id } = await bank.customer();
    await bank.account(id);
    await expect(
      sqlOf(database.db)`
        update customers set status = 'closed', closed_on = ${FIRST_DAY}, closed_by = ${officer.actor.userId}, close_reason = 'x'
        where id = ${id}`,
    ).rejects.toMatchObject({ constraint_name: "customers_unbound" });
  });

  it("is refused to others, to another branch, and for whoever is not active; repeating it is harmless", async () => {
    const { id } = await bank.customer();
    await expect(close(id, manager)).rejects.toThrow("not_permitted");
    await expect(close(id, await bank.staff("service_officer", "002"))).rejects.toThrow("other_branch");
    await expect(close(await a.draft(officer))).rejects.toThrow("wrong_state");
    const key = newKey();
    expect(await close(id, officer, key)).toEqual(await close(id, officer, key));
    await expect(close(id)).rejects.toThrow("wrong_state");
  });
});

describe("taking an application up again", () => {
  it("makes a draft of a closed customer, who is reviewed anew and signs in as before", async () => {
    const customerId = await a.active(officer, manager);
    await sqlOf(database.db)`
      insert into users (id, kind, sign_in_name, customer_id, password_hash)
      values (gen_random_uuid(), 'customer', 'comes-back', ${customerId}, 'none')`;
    await close(customerId);
    await reopen(customerId);
    expect(await readCustomer(officer, customerId)).toMatchObject({
      status: "draft",
      closedOn: null,
      submittedBy: null,
    });
    await expect(sqlOf(database.db)`update customers set status = 'active' where id = ${customerId}`).rejects.toThrow();
    await a.toldApart(officer, customerId);
    await submitCustomer(officer, { key: newKey(), customerId });
    const seen = await a.seenOf(database.db, customerId);
    await approveCustomer(manager, { key: newKey(), customerId, seen, riskRating: "low" });
    const [user] = await sqlOf(database.db)`select disabled_at from users where customer_id = ${customerId}`;
    expect(user?.disabled_at).toBeNull();
    expect(await a.actsOn(database.db, customerId)).toContain("customer.reopened");
  });

  it("keeps a refused application from being deleted that way", async () => {
    const customerId = await a.submitted(officer);
    const seen = await a.seenOf(database.db, customerId);
    await rejectCustomer(manager, { key: newKey(), customerId, seen, reason: "The papers are false" });
    await reopen(customerId);
    expect(await statusOf(customerId)).toBe("draft");
    await expect(deleteCustomer(manager, { key: newKey(), customerId })).rejects.toThrow("customer_kept");
  });

  it("keeps the papers of who was a customer or rejected when they withdraw, and lets them come a third time", async () => {
    const left = await a.active(officer, manager);
    await close(left);
    const refused = await a.submitted(officer);
    const seen = await a.seenOf(database.db, refused);
    await rejectCustomer(manager, { key: newKey(), customerId: refused, seen, reason: "The papers are false" });
    for (const customerId of [left, refused]) {
      await reopen(customerId);
      const { document } = await readCustomer(officer, customerId);
      await withdrawCustomer(officer, { key: newKey(), customerId, reason: "Changed their mind" });
      expect(document).not.toBeNull();
      expect((await readCustomer(officer, customerId)).document).toEqual(document);
      await reopen(customerId);
      expect(await statusOf(customerId)).toBe("draft");
    }
  });

  it("keeps the papers of an applicant whom a court wants kept", async () => {
    const customerId = await a.filled(officer);
    const compliance = await bank.staff("compliance_officer", "000");
    await placeLegalHold(compliance, { key: newKey(), customerId, reason: "District court, 4 Cg 12/26" });
    await withdrawCustomer(officer, { key: newKey(), customerId, reason: "Changed their mind" });
    expect((await readCustomer(officer, customerId)).document).not.toBeNull();
  });

  it("is refused for whoever is active, and to whoever takes no applications", async () => {
    const customerId = await a.active(officer, manager);
    await expect(reopen(customerId)).rejects.toThrow("wrong_state");
    await close(customerId);
    await expect(reopen(customerId, manager)).rejects.toThrow("not_permitted");
  });
});
