import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { CustomerId } from "@/lib/core/ids";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { newKey, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as a from "./applicants";

let database: TestDatabase;
let officer: a.Staff;
let manager: a.Staff;
let stranger: a.Staff;
let withAccount: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  const bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  stranger = await bank.staff("branch_manager", "002");
  withAccount = (await bank.customer()).id;
  await bank.account(withAccount);
});
afterAll(() => database.close());

const erase = (by: a.Staff, customerId: CustomerId, key = newKey()) => deleteCustomer(by, { key, customerId });

describe("deleting somebody who never was a customer", () => {
  it("takes everything that hangs on them, destroys the key of their history, and is recorded", async () => {
    const customerId = await a.filled(officer);
    await erase(manager, customerId);
    const left = await sqlOf(database.admin)`
      select 1 from customers where id = ${customerId}
      union all select 1 from customer_addresses where customer_id = ${customerId}
      union all select 1 from identity_documents where customer_id = ${customerId}
      union all select 1 from customer_keys where customer_id = ${customerId}`;
    expect(left).toHaveLength(0);
    expect((await a.actsOn(database.db, customerId)).at(-1)).toBe("customer.deleted");
  });

  it("frees the document for somebody who comes again, also after a withdrawal", async () => {
    const number = a.newDocumentNumber();
    const customerId = await a.filled(officer, { number });
    await withdrawCustomer(officer, { key: newKey(), customerId, reason: "Moves abroad" });
    await erase(manager, customerId);
    await a.filled(officer, { number });
  });

  it("is refused for whoever waits for a decision, and for a customer with an account", async () => {
    await expect(erase(manager, await a.submitted(officer))).rejects.toMatchObject({ reason: "customer_kept" });
    await expect(erase(manager, withAccount)).rejects.toMatchObject({ reason: "customer_kept" });
    await expect(sqlOf(database.db)`delete from customers where id = ${withAccount}`).rejects.toMatchObject({
      constraint_name: "customers_unbound",
    });
  });

  it("is refused to the officer and to another branch's manager", async () => {
    const customerId = await a.draft(officer);
    await expect(erase(officer, customerId)).rejects.toMatchObject({ reason: "not_permitted" });
    await expect(erase(stranger, customerId)).rejects.toMatchObject({ reason: "other_branch" });
    expect(await a.refusalOf(stranger, "customer.delete")).toBe("other_branch");
  });

  it("is done once however often the form is sent", async () => {
    const customerId = await a.draft(officer);
    const key = newKey();
    expect(await erase(manager, customerId, key)).toEqual(await erase(manager, customerId, key));
  });
});
