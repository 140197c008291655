import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { accountPage } from "@/lib/accounts/queries";
import { removeParty } from "@/lib/accounts/remove-party";
import { statementPage } from "@/lib/accounts/statement";
import { type ActivityRow, latestActivityOf, listActivity } from "@/lib/audit/queries";
import { type AccountId, type CustomerId, newId } from "@/lib/core/ids";
import { addScan } from "@/lib/customers/add-scan";
import { changeIdentity } from "@/lib/customers/change-identity";
import { closeCustomer } from "@/lib/customers/close-customer";
import { deleteCustomer } from "@/lib/customers/delete-customer";
import { eraseCustomer } from "@/lib/customers/erase-customer";
import { listDueForErasure } from "@/lib/customers/erasure-queries";
import { legalHoldsOf } from "@/lib/customers/legal-hold-queries";
import { liftLegalHold } from "@/lib/customers/lift-legal-hold";
import { placeLegalHold } from "@/lib/customers/place-legal-hold";
import { readCustomer } from "@/lib/customers/profile-queries";
import { verifyLedger } from "@/lib/ledger/verify";
import { readApproval } from "@/lib/operations/approval-queries";
import { closeAccount } from "@/lib/operations/close-account";
import { mergeCustomers } from "@/lib/operations/merge-customers";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { setRetention } from "@/lib/operations/set-retention";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { createTransfer } from "@/lib/payments/create-transfer";
import { exportCustomer } from "@/lib/reports/export-customer";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let compliance: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  compliance = await bank.staff("compliance_officer", "000");
});
afterAll(() => database.close());

const sql = () => sqlOf(database.db);
const erase = (customerId: CustomerId, by = compliance) =>
  eraseCustomer(by, { key: newKey(), customerId, reason: "The period is over" });
const erased = (customerId: CustomerId) =>
  carried(eraseCustomer, { key: newKey(), customerId, reason: "Over" }, { maker: compliance, checker: manager });
/** As if they had left so many years ago by the bank's calendar. */
const longAgo = (customerId: CustomerId, years = 7) =>
  sqlOf(database.admin)`
    update customers set ended_on = ended_on - make_interval(years => ${years}), closed_on = closed_on - make_interval(years => ${years})
    where id = ${customerId}`;

/** A customer with everything that can hang on one, who has left the bank. */
async function whoLeft(): Promise<{ id: CustomerId; accountId: AccountId }> {
  const id = await a.active(officer, manager);
  const friend = (await bank.customer("Jonas Weber")).id;
  const [account, payee] = [await bank.account(id, 5_000n), await bank.account(friend)];
  const userId = newId<"user">();
  await sql()`
    insert into users (id, kind, sign_in_name, customer_id, password_hash)
    values (${userId}, 'customer', ${`left-${id}`}, ${id}, 'none')`;
  const own = {
    ...bank.system,
    actor: { kind: "customer" as const, userId, name: "A", customerId: id, sessionId: null },
    channel: "self_service" as const,
  };
  const said = { name: "Jonas Weber", nickname: undefined, iban: payee.iban };
  const added = await addBeneficiary(officer, { key: newKey(), customerId: id, ...said });
  await createTransfer(own, {
    key: newKey(),
    from: account.id,
    to: payee.iban,
    amount: "50.00",
    remittance: "Rent",
    beneficiaryId: added.beneficiaryId as never,
  });
  const picture = await sharp({ create: { width: 640, height: 420, channels: 3, background: "#9c8f6a" } })
    .png()
    .toBuffer();
  await addScan(officer, { customerId: id, side: "front", fileName: "p.png", fileType: "image/png", content: picture });
  await carried(
    changeIdentity,
    {
      ...a.passport(id, undefined),
      section: undefined,
      key: newKey(),
      fullName: "Amina Okafor-Brandt",
      birthDate: "1988-03-14",
      nationality: "AT",
      reason: "Married",
    } as never,
    { maker: officer, checker: manager },
  );
  await closeAccount(officer, { key: newKey(), accountId: account.id, reason: "Moves abroad" });
  await closeCustomer(officer, { key: newKey(), customerId: id, reason: "Moves abroad" });
  return { id, accountId: account.id };
}

/**
 * What hangs on somebody besides: a guardian of theirs, somebody whose guardian they were, a product they wanted, a
 * judgement of their risk, and a payment typed under their sign-in. Answers how many rows of each are left.
 */
async function withMore(id: CustomerId): Promise<() => Promise<Record<string, number>>> {
  const { id: other } = await bank.customer("Otto Other");
  let [user] = await sql()<{ id: string }[]>`select id from users where customer_id = ${id}`;
  user ??= { id: newId<"user">() };
  await sql()`
    insert into users (id, kind, sign_in_name, customer_id, password_hash)
    values (${user.id}, 'customer', ${`more-${id}`}, ${id}, 'none') on conflict do nothing`;
  for (const [ward, guardian] of [
    [id, other],
    [other, id],
  ] as const)
    await sql()`
      insert into customer_guardians (id, customer_id, guardian_id, basis, paper, from_day, recorded_by, ended_on, end_reason)
      values (${newId()}, ${ward}, ${guardian}, 'parent', 'Birth certificate', '2026-03-02', ${officer.actor.userId},
        '2026-03-02', 'Came of age')`;
  await sql()`
    insert into product_wishes (customer_id, product_id)
    select ${id}, product_id from product_versions where id = ${bank.products.current} on conflict do nothing`;
  await sql()`
    insert into risk_judgements (id, customer_id, rating, rating_before, rules, reason, until_day, judged_by, agreed_by)
    values (${newId()}, ${id}, 'medium', 'low', '{}', 'A reason', '2026-09-01', ${compliance.actor.userId}, ${manager.actor.userId})`;
  await sql()`insert into typed_payments (id, user_id, sealed) values (${newId()}, ${user.id}, ${Buffer.from("sealed")})`;
  return async () => {
    const [left] = await sqlOf(database.admin)<Record<string, number>[]>`
      select (select count(*)::int from customer_guardians where customer_id = ${id}) as guardians,
        (select count(*)::int from customer_guardians where guardian_id = ${id}) as wards,
        (select count(*)::int from product_wishes where customer_id = ${id}) as wishes,
        (select count(*)::int from risk_judgements where customer_id = ${id}) as judgements,
        (select count(*)::int from typed_payments where user_id = ${user.id}) as typed`;
    return { ...left };
  };
}
const ALL_THERE = { guardians: 1, wards: 1, wishes: 1, judgements: 1, typed: 1 };
const ALL_GONE = { guardians: 0, wards: 0, wishes: 0, judgements: 0, typed: 0 };

/** Every table with a foreign key to customers, and what becomes of its rows when the customer goes. */
const hangingOn = () => sqlOf(database.admin)<{ place: string; rule: string }[]>`
  select k.table_name || '.' || k.column_name as place, r.delete_rule as rule
  from information_schema.referential_constraints r
    join information_schema.key_column_usage k on k.constraint_name = r.constraint_name and k.constraint_schema = r.constraint_schema
    join information_schema.key_column_usage t on t.constraint_name = r.unique_constraint_name and t.constraint_schema = r.unique_constraint_schema
  where t.table_name = 'customers' order by 1`;

/** Rows that stay when their customer goes, without them, and why. */
const stays: Record<string, string> = {
  "approvals.customer_id": "that something was asked and decided stays; what it said of the person is emptied",
  "customer_guardians.guardian_id":
    "that somebody acted for a person under age stays on that person’s file, without who",
  "loans.customer_id": "a loan belongs to the books; it stays without the borrower",
};

describe("control 53, 58: erasure after the retention period", () => {
  it("leaves nothing of the person in any table that hangs on customers, by foreign key alone", async () => {
    const places = await hangingOn();
    expect(places.length).toBeGreaterThan(15);
    expect(places.filter(({ rule }) => rule !== "CASCADE").map(({ place }) => place)).toEqual(Object.keys(stays));
    const named = await sqlOf(database.admin)<{ place: string }[]>`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name in ('customer_id', 'key_owner', 'last_customer_id')`;
    // Ids without a key: the sealed log keeps them for good, and they name nobody once the customer is gone.
    const loose = named.map(({ place }) => place).filter((place) => !places.some((one) => one.place === place));
    expect(loose.sort()).toEqual([
      "audit_details.key_owner",
      "audit_events.customer_id",
      "screening_runs.last_customer_id",
    ]);
  });

  it("is asked by compliance and agreed to by the manager; then person, documents, payees and key are gone", async () => {
    const { id, accountId } = await whoLeft();
    const more = await withMore(id);
    expect(await more()).toEqual(ALL_THERE);
    await longAgo(id);
    const before = await sql()`select * from postings order by entry_id, leg`;
    const statement = (await statementPage(officer, accountId, {})).rows.length;
    const [act] = await sql()<{ id: string }[]>`
      select id from audit_events where customer_id = ${id} and act = 'customer.identity_changed'`;
    const [request] = await sql()<{ id: string }[]>`
      select id from approvals where customer_id = ${id} and kind = 'customer.change_identity'`;
    expect((await listDueForErasure(compliance, {})).page.rows.map((row) => row.id)).toContain(id);
    expect(await erase(id)).toHaveProperty("pending");
    expect(await erased(id)).toBe("approved");

    for (const { place } of await hangingOn()) {
      const [table = "", column = ""] = place.split(".");
      const admin = sqlOf(database.admin);
      const [left] = await admin`select count(*)::int as n from ${admin(table)} where ${admin(column)} = ${id}`;
      expect(left?.n, place).toBe(0);
    }
    expect(await more()).toEqual(ALL_GONE);
    expect((await readActivityDetail(await bank.staff("auditor", "000"), act?.id as string)).erased).toBe(true);
    expect(await readApproval(manager, request?.id as string)).toMatchObject({
      before: {},
      after: { customer: "Erased" },
      reason: null,
    });
    expect(await sql()`select * from postings order by entry_id, leg`).toEqual(before);
    expect((await statementPage(officer, accountId, {})).rows).toHaveLength(statement);
    expect(await accountPage(officer, accountId)).toMatchObject({ status: "closed", owners: [] });
    expect((await verifyLedger(database.jobs)).filter(({ bad }) => bad !== null)).toEqual([]);
    const [done] = await sql()`select reference from audit_events where act = 'customer.erased' and subject_id = ${id}`;
    expect(done?.reference).toMatch(/^C-/);
  });

  it("takes the records that were merged into the person with them", async () => {
    const kept = await a.active(officer, manager, { fullName: "Hildegund Moser" });
    const other = await a.active(officer, manager, { fullName: "Moser Hildegundx" });
    const whose = Object.fromEntries(
      ["fullName", "birthDate", "nationality", "phone", "email", "address", "document", "declarations"].map((fact) => [
        fact,
        "kept",
      ]),
    );
    const merge = { key: newKey(), customerId: kept, otherId: other, reason: "One person", ...whose } as never;
    expect(await carried(mergeCustomers, merge, { maker: officer, checker: manager })).toBe("approved");
    await closeCustomer(officer, { key: newKey(), customerId: kept, reason: "Leaves" });
    for (const id of [kept, other]) await longAgo(id);
    await expect(erase(other)).rejects.toThrow("merged_away");
    expect(await erased(kept)).toBe("approved");
    expect(await sql()`select 1 from customers where id in (${kept}, ${other})`).toHaveLength(0);
    expect(await sql()`select 1 from customer_keys where customer_id in (${kept}, ${other})`).toHaveLength(0);
  });

  it("is refused before the period is over by the bank's calendar, also by the database, and to others", async () => {
    const { id } = await whoLeft();
    await expect(erase(id)).rejects.toThrow("erasure_not_due");
    await longAgo(id, 6);
    await expect(erase(id)).rejects.toThrow("erasure_not_due");
    expect((await listDueForErasure(compliance, {})).page.rows.map((row) => row.id)).not.toContain(id);
    await expect(sql()`delete from customers where id = ${id}`).rejects.toMatchObject({
      constraint_name: "customers_retained",
    });
    await longAgo(id, 1);
    await expect(erase(id, officer)).rejects.toThrow("not_permitted");
    await expect(erase(await a.active(officer, manager))).rejects.toThrow("wrong_state");
    const { id: active } = await bank.customer();
    await bank.account(active);
    await expect(sql()`delete from customers where id = ${active}`).rejects.toMatchObject({
      constraint_name: "customers_unbound",
    });
  });

  it("follows the number of years that two administrators agree on", async () => {
    const { id } = await whoLeft();
    await longAgo(id, 3);
    const [one, two] = [await bank.staff("administrator", "000"), await bank.staff("administrator", "000")];
    const set = (years: number) => carried(setRetention, { years, reason: "The law" }, { maker: one, checker: two });
    expect(await set(3)).toBe("approved");
    expect((await listDueForErasure(compliance, {})).page.rows.map((row) => row.id)).toContain(id);
    await expect(setRetention(one, { years: 3, reason: "Again" })).rejects.toThrow("retention_unchanged");
    expect(await set(7)).toBe("approved");
    await expect(setRetention(officer, { years: 9, reason: "No" })).rejects.toThrow("not_permitted");
  });

  it("stops at a legal hold, which compliance places and two of them lift", async () => {
    const { id } = await whoLeft();
    await longAgo(id);
    const hold = { customerId: id, reason: "District court, 4 Cg 12/26" };
    await placeLegalHold(compliance, { key: newKey(), ...hold });
    await expect(placeLegalHold(compliance, { key: newKey(), ...hold })).rejects.toThrow("legal_hold_known");
    await expect(placeLegalHold(officer, { key: newKey(), ...hold })).rejects.toThrow("not_permitted");
    await expect(erase(id)).rejects.toThrow("legal_hold");
    expect((await listDueForErasure(compliance, {})).page.rows).toContainEqual(
      expect.objectContaining({ id, held: "legal_hold" }),
    );
    await expect(sqlOf(database.admin)`delete from customers where id = ${id}`).rejects.toMatchObject({
      constraint_name: "customers_held",
    });
    const never = await a.draft(officer);
    await placeLegalHold(compliance, { key: newKey(), ...hold, customerId: never });
    await expect(deleteCustomer(manager, { key: newKey(), customerId: never })).rejects.toThrow("legal_hold");

    const lift = { key: newKey(), customerId: id, reason: "The case is closed" };
    const second = await bank.staff("compliance_officer", "000");
    expect(await carried(liftLegalHold, lift, { maker: compliance, checker: second })).toBe("approved");
    expect(await legalHoldsOf(compliance, id)).toMatchObject([
      { reason: hold.reason, placedBy: compliance.actor.name, liftReason: "The case is closed" },
    ]);
    expect(await legalHoldsOf(officer, id)).toEqual([]);
    expect(await toldOf(id)).toEqual({ page: [], log: [], inside: [] });
    expect(await toldOf(id, true)).toEqual({
      page: ["customer.hold_lifted", "customer.held"],
      log: ["customer.hold_lifted", "customer.held"],
      inside: ["approval.approved", "approval.requested"],
    });
    await expect(liftLegalHold(compliance, { ...lift, key: newKey() })).rejects.toThrow("legal_hold_not_found");
    expect(await erased(id)).toBe("approved");
  });

  /** What the page of a customer and the activity log say of legal holds, and of the requests that lift them. */
  async function toldOf(id: CustomerId, holds = false) {
    const asked = { size: 50, holds };
    const [page, log] = [
      await latestActivityOf(database.db, id, asked),
      (await listActivity(database.db, manager.actor.branchId, { customer: id }, asked)).rows,
    ];
    const [request] = await sql()<{ id: string }[]>`select id from approvals where kind = 'customer.lift_hold'`;
    const ofHolds = (rows: ActivityRow[]) => rows.map(({ act }) => act).filter((act) => act.startsWith("customer.h"));
    return {
      page: ofHolds(page),
      log: ofHolds(log),
      inside: log.filter(({ subjectId }) => subjectId === request?.id).map(({ act }) => act),
    };
  }

  it("cannot take who signed away from an entry by itself", async () => {
    await expect(sqlOf(database.admin)`delete from account_signatures`).rejects.toThrow("append-only");
  });
});

describe("deleting a closed customer who never had an account", () => {
  it("takes everything at once, whatever was asked about them before", async () => {
    const id = await a.active(officer, manager);
    await closeCustomer(officer, { key: newKey(), customerId: id, reason: "Never took an account" });
    const more = await withMore(id);
    expect(await more()).toEqual(ALL_THERE);
    await deleteCustomer(manager, { key: newKey(), customerId: id });
    expect(await more()).toEqual(ALL_GONE);
    expect(await sql()`select 1 from customers where id = ${id}`).toHaveLength(0);
    const { id: known } = await whoLeft();
    await expect(deleteCustomer(manager, { key: newKey(), customerId: known })).rejects.toThrow("customer_kept");
  });

  it("is refused for somebody who once had a part in an account, also by the database", async () => {
    const owner = (await bank.customer("Jonas Weber")).id;
    const account = await bank.account(owner);
    const id = await a.active(officer, manager);
    const { customerNo } = await readCustomer(officer, id);
    const second = { maker: officer, checker: manager };
    const party = { key: newKey(), accountId: account.id, customerNo, role: "joint_owner" as const };
    expect(await carried(addParty, party, second)).toBe("approved");
    const off = { key: newKey(), accountId: account.id, customerId: id, reason: "Parted" };
    expect(await carried(removeParty, off, second)).toBe("approved");
    await closeCustomer(officer, { key: newKey(), customerId: id, reason: "Leaves" });
    await expect(deleteCustomer(manager, { key: newKey(), customerId: id })).rejects.toThrow("customer_kept");
    await expect(sql()`delete from customers where id = ${id}`).rejects.toMatchObject({
      constraint_name: "customers_retained",
    });
    await longAgo(id);
    expect(await erased(id)).toBe("approved");
  });
});

describe("everything the bank holds of a customer, as a file", () => {
  it("is whole, is JSON, says nothing of screening, and is recorded", async () => {
    const { id, accountId } = await whoLeft();
    const firm = newId<"customer">();
    await sql()`
      insert into customers (id, customer_no, kind, branch_id, full_name, search_text)
      values (${firm}, 'T-FIRM', 'organisation', ${bank.branch("001").id}, 'Brandt Bau GmbH', 'brandt bau gmbh')`;
    await sql()`insert into organisations (customer_id, legal_form) values (${firm}, 'limited_company')`;
    await sql()`
      insert into organisation_people (id, organisation_id, customer_id, director, signatory)
      values (${newId()}, ${firm}, ${id}, true, false)`;
    await withMore(id);
    const { pieces } = await exportCustomer(officer, id);
    let text = "";
    for await (const piece of pieces) text += piece;
    const file = JSON.parse(text);
    expect(file.customer).toMatchObject({
      fullName: "Amina Okafor-Brandt",
      addresses: [{ city: "Wien" }],
      payees: [{ name: "Jonas Weber" }],
    });
    expect(file.customer.behindOrganisations).toMatchObject([{ organisation: "Brandt Bau GmbH", director: true }]);
    const kin = { basis: "parent", paper: "Birth certificate", fromDay: "2026-03-02", endedOn: "2026-03-02" };
    expect(file.customer.guardians).toMatchObject([{ guardian: "Otto Other", ...kin }]);
    expect(file.customer.guardianOf).toMatchObject([{ minor: "Otto Other", ...kin }]);
    expect(file.customer.documents[0].number).toMatch(/^XK\d+$/);
    expect(Buffer.from(file.pictures[0].jpegBase64, "base64").subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(file.accounts).toMatchObject([{ id: accountId, movements: [{ change: "-50.00" }, { change: "50.00" }] }]);
    expect(text, "how they are rated would tell whom screening found").not.toMatch(/screening|riskRating|prohibited/i);
    expect(await a.actsOn(database.db, id)).toContain("customer.exported");
    await expect(exportCustomer(await bank.staff("teller"), id)).rejects.toThrow("not_permitted");
    await expect(exportCustomer(await bank.staff("service_officer", "002"), id)).rejects.toThrow("other_branch");
  });
});
