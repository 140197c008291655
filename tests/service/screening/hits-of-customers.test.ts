import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { latestActivityOf, listActivity } from "@/lib/audit/queries";
import { depositCash } from "@/lib/cash/deposit-cash";
import { withdrawCash } from "@/lib/cash/withdraw-cash";
import type { Ctx } from "@/lib/core/context";
import type { CustomerId } from "@/lib/core/ids";
import { consentToCustomer } from "@/lib/customers/consent-to-customer";
import { decideHit } from "@/lib/customers/decide-hit";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { returnCustomer } from "@/lib/customers/return-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { seenInLog } from "@/lib/operations/mask-activity";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { createTransfer } from "@/lib/payments/create-transfer";
import { hitsStopping, listHits, readHit } from "@/lib/screening/hit-queries";
import { newKey } from "../../support/bank";
import { coins } from "../../support/coins";
import { carried } from "../../support/second-person";
import * as a from "../customers/applicants";
import {
  bank,
  beginHits,
  compliance,
  confirm,
  database,
  decide,
  hitsOf,
  LISTED,
  load,
  manager,
  numberOf,
  officer,
  opened,
  openHit,
  ratingOf,
  second,
} from "./hit-bank";

beforeAll(beginHits);
afterAll(() => database.close());

describe("a customer whom a new version of a list names", () => {
  it("is found by the run, and no money leaves their accounts while it is open or confirmed; money still comes in", async () => {
    const { id, ctx } = await bank.customer("Ruslan Ostrovenko");
    const other = await bank.customer("Hedda Quast");
    const [from, to] = [await bank.account(id, 50_000n), await bank.account(other.id, 50_000n)];
    const teller = await bank.teller(100_000n);
    const pay = (by: Ctx<never>) =>
      createTransfer(by, {
        key: newKey(),
        from: from.id,
        to: to.iban,
        amount: "10.00",
        remittance: undefined,
        beneficiaryId: undefined,
      });
    const cash = () => ({
      key: newKey(),
      iban: from.iban,
      amount: "20.00",
      notes: coins("20.00"),
      paidInBy: undefined,
      note: undefined,
    });
    await pay(ctx as never);
    await load((names) =>
      names.replace("VARGANOV, Timur Edvardovich", "OSTROVENKO, Ruslan").replace("DOB 04 Mar 1961", "DOB 14 Mar 1988"),
    );
    await rescreenCustomers(bank.system);
    // The customer is told nothing of why; the teller, who can help.
    await expect(pay(ctx as never)).rejects.toThrow("payment_stopped");
    await expect(pay(teller as never)).rejects.toThrow("account_under_review");
    await expect(withdrawCash(teller, cash())).rejects.toThrow("account_under_review");
    await depositCash(teller, cash());
    await createTransfer(other.ctx, {
      key: newKey(),
      from: to.id,
      to: from.iban,
      amount: "5.00",
      remittance: undefined,
      beneficiaryId: undefined,
    });
    const hitId = await openHit(id);
    expect(await ratingOf(id)).toBeNull();
    await confirm(hitId);
    await expect(pay(ctx as never)).rejects.toThrow("payment_stopped");
    expect(await ratingOf(id)).toBe("prohibited");
    await expect(opened(id)).rejects.toThrow("customer_prohibited");
    await expect(opened(other.id, await numberOf(id))).rejects.toThrow("customer_prohibited");
    await opened(other.id);
    await carried(
      decideHit,
      { key: newKey(), hitId: hitId as never, decision: "clear", reason: "Proved to be another" },
      { maker: second, checker: compliance },
    );
    expect(await ratingOf(id)).toBe("high");
    await pay(ctx as never);
    await expect(opened(id)).rejects.toThrow("senior_consent_missing");
    const consent = { key: newKey(), customerId: id, reason: "Proved to be another" };
    await consentToCustomer(await bank.staff("branch_manager"), consent);
    await opened(id);
    // The rating alone stops the money too.
    await sqlOf(database.admin)`update customers set risk_rating = 'prohibited' where id = ${id}`;
    await expect(pay(ctx as never)).rejects.toThrow("payment_stopped");
    await sqlOf(database.admin)`update customers set risk_rating = 'high' where id = ${id}`;
    await load();
    await rescreenCustomers(bank.system);
  });

  it("is found from where a run stopped, once, however often it is run; a newer list overtakes", async () => {
    const people = await Promise.all(["Nadim Al Kharsani", "Nadeem Alkharsani"].map((name) => bank.customer(name)));
    const sql = sqlOf(database.db);
    await sql`update customers set birth_date = '1970-05-05' where id = any(${people.map(({ id }) => id)}::uuid[])`;
    const ids = people.map(({ id }) => id).sort();
    await load();
    await load((names) => names.replace("SEA LANTERN", "SEA LANTERN IX"));
    const runs = await sql<{ ended: boolean; overtaken: boolean }[]>`
      select ended_at is not null as ended, overtaken from screening_runs order by id desc limit 2`;
    expect(runs).toEqual([
      { ended: false, overtaken: false },
      { ended: true, overtaken: true },
    ]);
    // As if the run had been stopped behind the first of them.
    await sql`update screening_runs set last_customer_id = ${ids[0] ?? null} where ended_at is null`;
    await rescreenCustomers(bank.system);
    expect(await hitsOf(ids[0] as CustomerId)).toEqual([]);
    expect(await hitsOf(ids[1] as CustomerId)).toHaveLength(1);
    expect(await rescreenCustomers(bank.system)).toEqual({ compared: 0 });
    await load();
    await Promise.all([rescreenCustomers(bank.system), rescreenCustomers(bank.system)]);
    for (const id of ids) expect(await hitsOf(id as CustomerId)).toHaveLength(1);
  });
});

describe("what compliance knows", () => {
  it("bad input 20: is hidden from everybody else, on lists, pages, the customer's history and the branch's activity", async () => {
    const customerId = await a.submitted(officer, LISTED);
    const hitId = await openHit(customerId);
    await decide(compliance, hitId, "clear");
    for (const role of ["service_officer", "branch_manager", "teller", "loan_officer", "operations"] as const) {
      const other = await bank.staff(role);
      await expect(listHits(other, {})).rejects.toThrow("not_permitted");
      await expect(readHit(other, hitId)).rejects.toThrow("not_permitted");
      await expect(decide(other, hitId, "clear")).rejects.toThrow("not_permitted");
      expect(await hitsStopping(other, customerId)).toEqual([]);
    }
    const acts = (await latestActivityOf(database.db, customerId, { size: 50 })).map(({ act }) => act);
    expect(acts.filter((act) => act.startsWith("screening."))).toEqual([]);
    const { rows } = await listActivity(database.db, manager.actor.branchId, {}, { size: 500 });
    expect(rows.filter(({ act, result }) => result === "done" && act.startsWith("screening."))).toEqual([]);
    const bankWide = async (reader: a.Staff) =>
      (await listActivity(database.db, null, {}, { size: 500, ...seenInLog(reader.actor) })).rows.map(({ act }) => act);
    expect(await bankWide(compliance)).toEqual(expect.arrayContaining(["screening.hit_found", "screening.decided"]));
    const administrator = await bank.staff("administrator", "000");
    expect((await bankWide(administrator)).filter((act) => /^screening\.(hit|decide)/.test(act))).toEqual([]);
    const [found] = (await listActivity(database.db, null, { act: "screening.hit_found" }, { alerts: true })).rows;
    await expect(readActivityDetail(administrator, found?.id ?? "")).rejects.toMatchObject({ reason: "not_found" });
    const request = await decide(compliance, await openHit(await a.submitted(officer, { ...LISTED })), "confirm");
    if (!("pending" in request)) throw new Error("Nobody was asked");
    const asked = await listActivity(database.db, null, { subject: request.pending }, seenInLog(administrator.actor));
    expect(asked.rows).toEqual([]);
  });

  it("bad input 21: an id that is none, or of nothing, is not found", async () => {
    for (const id of ["x", "00000000-0000-0000-0000-000000000000", "{01a212d4-c123-72c9-ae79-25e48c811fd8}", "%00"])
      await expect(readHit(compliance, id)).rejects.toThrow("screening_hit_not_found");
  });

  it("keeps an application with its papers until it is decided, in words that betray nothing, and then goes with it", async () => {
    const customerId = await a.submitted(officer, LISTED);
    const seen = await a.seenOf(database.db, customerId);
    await returnCustomer(manager, { key: newKey(), customerId, seen, reason: "Wrong person" });
    await withdrawCustomer(officer, { key: newKey(), customerId, reason: "Chose another bank" });
    expect((await readCustomer(compliance, customerId)).document).not.toBeNull();
    const refused = await deleteCustomer(manager, { key: newKey(), customerId }).catch((error) => error);
    expect(refused).toMatchObject({ reason: "customer_kept" });
    expect(refused.sentence).toMatch(/^This is on record and must be kept/);
    await expect(sqlOf(database.db)`delete from customers where id = ${customerId}`).rejects.toMatchObject({
      constraint_name: "customers_listed",
    });
    await decide(compliance, await openHit(customerId), "clear");
    await deleteCustomer(manager, { key: newKey(), customerId });
    expect(await hitsOf(customerId)).toEqual([]);
  });
});
