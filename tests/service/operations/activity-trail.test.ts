import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { listActivity } from "@/lib/audit/queries";
import { record } from "@/lib/audit/record";
import { recordListView } from "@/lib/audit/record-list-view";
import { recordView } from "@/lib/audit/record-view";
import { transact } from "@/lib/command/transact";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type BranchId, type CustomerId, newId } from "@/lib/core/ids";
import { askForLink } from "@/lib/identity/ask-for-link";
import { openSession } from "@/lib/identity/session";
import { everyColleague, listStaff } from "@/lib/identity/staff-queries";
import { exportActivity } from "@/lib/operations/export-activity";
import { readActivityDetail } from "@/lib/operations/read-activity-detail";
import { reviewAccess } from "@/lib/operations/review-access";
import { exportCustomer } from "@/lib/reports/export-customer";
import { type TestDatabase, testDatabase } from "../../support/database";
import { customer, foundBank, frontDoor, hire, logged } from "../identity/people";

let bank: TestDatabase;
let branchId: BranchId;
let officer: Ctx<StaffActor>;
let manager: Ctx<StaffActor>;
let admin: Ctx<StaffActor>;
let amina: CustomerId;

beforeAll(async () => {
  bank = await testDatabase();
  branchId = await foundBank(bank.db);
  officer = await hire(bank.db, "officer", branchId, "service_officer");
  manager = await hire(bank.db, "manager", branchId, "branch_manager");
  admin = await hire(bank.db, "admin", branchId, "administrator");
  amina = await customer(bank.db, branchId, { maker: officer.actor.userId, checker: manager.actor.userId });
});
afterAll(() => bank.close());

const view = (by = officer) =>
  recordView(by, { act: "customer.viewed", subjectKind: "customer", subjectId: amina, customerIds: [amina] });

describe("reads of personal data (control 53)", () => {
  it("leave one record each, also when many come at once", async () => {
    await Promise.all([view(), view(), view(manager)]);
    const found = (await logged(bank.db, "customer.viewed")).filter((event) => event.subjectId === amina);
    expect(found).toHaveLength(3);
  });

  it("are one look while the same person comes back to the same page", async () => {
    const before = (await logged(bank.db, "customer.viewed")).length;
    await view();
    expect(await logged(bank.db, "customer.viewed")).toHaveLength(before);
    await recordView(officer, {
      act: "account.viewed",
      subjectKind: "account",
      subjectId: amina,
      customerIds: [amina],
    });
    expect(await logged(bank.db, "account.viewed")).toHaveLength(1);
  });

  it("are not shown when the record cannot be written", async () => {
    const broken = { ...admin, requestId: "\0" };
    await expect(
      recordView(broken, { act: "customer.viewed", subjectKind: "customer", subjectId: amina, customerIds: [amina] }),
    ).rejects.toThrow();
  });

  it("of many customers at once are one record a page: which list, by which filters, how many and who", async () => {
    const ids = [amina, newId(), newId()];
    const list = (by: Ctx<StaffActor>, some: string[], filters = {}) =>
      recordListView(by, { list: "customers", filters, ids: some });
    await list(officer, ids, { q: "Amina Okafor", status: "active", risk: "" });
    const [first, ...more] = await sqlOf(bank.db)<{ id: string }[]>`
      select id, subject_kind, subject_id, customer_id from audit_events where act = 'list.viewed'`;
    expect(more).toEqual([]);
    expect(first).toMatchObject({ subject_kind: "list", subject_id: "customers", customer_id: null });
    expect(await readActivityDetail(manager, first?.id as never)).toMatchObject({
      after: { filters: "q: typed, status: active", shown: "3", ids: ids.join(" ") },
    });

    // The same page again, and a part of it, are the same look; whom it did not show is another, and so is a colleague's.
    await list(officer, ids);
    await list(officer, [amina]);
    await list(officer, []);
    expect(await logged(bank.db, "list.viewed")).toHaveLength(1);
    await list(officer, [amina, newId()]);
    await list(manager, ids);
    await recordListView(officer, { list: "loans", ids });
    expect(await logged(bank.db, "list.viewed")).toHaveLength(4);
    await expect(list({ ...admin, requestId: "\0" }, ids), "is not shown unrecorded").rejects.toThrow();
  });

  it("are found as everything on this customer today", async () => {
    const [today] = await sqlOf(bank.db)<{ day: string }[]>`
      select (bank_now() at time zone 'Europe/Vienna')::date::text as day`;
    const page = await listActivity(bank.db, null, { customer: amina, from: today?.day ?? "" });
    expect(page.rows.map(({ act }) => act)).toContain("customer.viewed");
    expect(page.rows.every(({ customerId }) => customerId === amina)).toBe(true);
  });
});

describe("the export of the activity log", () => {
  it("holds what the filters find, and its hash stands in the log", async () => {
    await view();
    const { csv, sha256, rows } = await exportActivity(manager, { customer: amina });
    expect(createHash("sha256").update(csv).digest("hex")).toBe(sha256);
    expect(csv.trimEnd().split("\r\n")).toHaveLength(rows + 1);
    expect(csv).toContain("Amina Okafor");
    const [taken] = (await listActivity(bank.db, null, { act: "activity.exported" })).rows;
    expect((await readActivityDetail(manager, taken?.id ?? "")).after, "what a copy is checked against").toMatchObject({
      sha256,
      rows: String(rows),
      complete: "yes",
    });
  });

  it("names no customer to an administrator, who may not see customers", async () => {
    const { csv, rows } = await exportActivity(admin, { customer: amina });
    expect(rows).toBeGreaterThan(0);
    expect(csv).not.toContain("Amina");
  });

  it("says with which browser, from which network and at which branch", async () => {
    const browser = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
    const { sessionId } = await openSession(
      bank.db,
      { userId: manager.actor.userId, kind: "staff" },
      { ip: "192.0.2.44", userAgent: browser },
    );
    const at = { ...manager, ip: "192.0.2.44", actor: { ...manager.actor, sessionId } };
    await recordView(at, { act: "customer.viewed", subjectKind: "customer", subjectId: amina, customerIds: [amina] });
    const [seen] = (await listActivity(bank.db, null, { act: "customer.viewed" })).rows;
    expect(seen).toMatchObject({ ip: "192.0.2.44", device: browser, branch: "Main Street" });
    const { csv } = await exportActivity(manager, { act: "customer.viewed" });
    expect(csv.split("\r\n")[1]).toContain(",Main Street,counter,192.0.2.44,Firefox on Windows,");
  });

  it("leaves nothing by which an administrator finds the customer", async () => {
    const { csv } = await exportActivity(admin, { customer: amina });
    const [row] = await sqlOf(bank.db)<{ no: string }[]>`select customer_no as no from customers where id = ${amina}`;
    expect(csv).not.toContain(amina);
    expect(csv).not.toContain(row?.no);
  });

  it("is refused without the right", async () => {
    await expect(exportActivity(officer, {})).rejects.toMatchObject({ reason: "not_permitted" });
    expect((await logged(bank.db, "activity.export")).map(({ reason }) => reason)).toEqual(["not_permitted"]);
  });
});

describe("the details of an act (control 53)", () => {
  it("about a customer are withheld from whoever may not see customers, and open to those who may", async () => {
    const tx = { act: "customer.contact_saved", subjectKind: "customer", subjectId: amina, customerId: amina };
    await transact(officer, "test", (inside) => record(inside, { ...tx, after: { phone: "+4366012345" } }));
    const [saved] = (await listActivity(bank.db, null, { act: "customer.contact_saved" })).rows;
    const id = saved?.id ?? "";
    const shut = await readActivityDetail(admin, id);
    expect(shut).toMatchObject({ withheld: true, before: null, after: null });
    expect(JSON.stringify(shut.event.subject)).not.toContain("Amina");
    expect(await readActivityDetail(manager, id)).toMatchObject({ withheld: false, after: { phone: "+4366012345" } });
  });
});

describe("the access review (control 46)", () => {
  it("names who may sign in with which roles, is recorded, and is refused without the right", async () => {
    const csv = await reviewAccess(admin);
    expect(csv).toContain("OFFICER,officer,Main Street,service officer,,enabled");
    expect(await logged(bank.db, "staff.reviewed")).toHaveLength(1);
    const everybody = csv.trimEnd().split("\r\n").length - 1;
    const paged: string[] = [];
    for await (const one of everyColleague(admin, 2)) paged.push(one.name);
    expect(paged).toHaveLength(everybody);
    expect(new Set(paged).size).toBe(everybody);
    const second = await listStaff(admin, { older: (await listStaff(admin, {}, 2)).older ?? "" }, 2);
    expect(second.rows.map(({ name }) => name)).toEqual(paged.slice(2, 4));
    const first = await listStaff(admin, { newer: second.newer ?? "" }, 2);
    expect(first.rows.map(({ name }) => name)).toEqual(paged.slice(0, 2));
    await expect(reviewAccess(manager)).rejects.toMatchObject({ reason: "not_permitted" });
  });
});

describe("a link that was asked for by a name nobody has", () => {
  it("stands in the log, which stays readable on every page, in its detail and as a file", async () => {
    await askForLink(frontDoor(bank.db), { signInName: "nobody.at.all" });
    await askForLink(frontDoor(bank.db), { signInName: "officer" });
    const page = await listActivity(bank.db, null, { act: "password.link_asked" });
    expect(page.rows.map(({ subjectKind }) => subjectKind)).toContain("nobody");
    expect((await listActivity(bank.db, null, {})).rows.map(({ act }) => act)).toContain("password.link_asked");
    for (const { id } of page.rows) expect((await readActivityDetail(admin, id)).event.act).toBe("password.link_asked");
    expect((await exportActivity(admin, { act: "password.link_asked" })).rows).toBe(page.rows.length);
  });
});

describe("control 68: files of personal data", () => {
  it("are five an hour for one person, and others still have theirs", async () => {
    const compliance = await hire(bank.db, "compliance", branchId, "compliance_officer");
    const other = await hire(bank.db, "compliance.two", branchId, "compliance_officer");
    for (let taken = 0; taken < 5; taken += 1) await exportCustomer(compliance, amina);
    await expect(exportCustomer(compliance, amina)).rejects.toMatchObject({ reason: "exported_too_often" });
    expect((await logged(bank.db, "customer.export")).at(-1)?.reason).toBe("exported_too_often");
    await exportCustomer(other, amina);
    // The limit is that of one act: the activity log has its own.
    await exportActivity(compliance, {});
    await sqlOf(
      bank.admin,
    )`update tries set shut_until = shut_until - interval '1 hour', forget_at = forget_at - interval '1 hour'`;
    await exportCustomer(compliance, amina);
  });
});
