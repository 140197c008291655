import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { addParty } from "@/lib/accounts/add-party";
import { mandatesOf } from "@/lib/accounts/mandate-queries";
import { listAccounts } from "@/lib/accounts/queries";
import { customerNumber, listActivity } from "@/lib/audit/queries";
import { recordCustomerViews, recordView } from "@/lib/audit/record-view";
import { ANY_LOOK, viewersOf } from "@/lib/audit/view-queries";
import { actorScope } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { accountsOf, openCustomer } from "@/lib/customers/profile-queries";
import { recordDeath } from "@/lib/customers/record-death";
import { takeTry } from "@/lib/identity/throttle";
import { type CustomerPaper, isCustomerPaper, printCustomerPaper } from "@/lib/reports/print-customer-paper";
import { printCustomerProfile } from "@/lib/reports/print-customer-profile";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { activeOrganisation } from "../../support/organisations";
import { carried } from "../../support/second-person";
import { textOfPdf } from "../../support/text-of-pdf";
import * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let amina: CustomerId;
let firm: CustomerId;
let iban: string;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  amina = await a.active(officer, manager);
  const jonas = await a.active(officer, manager, { fullName: "Jonas Жук", birthDate: "1975-07-01" });
  iban = (await bank.account(amina, 12_345n)).iban;
  firm = await activeOrganisation({ officer, manager }, [amina, jonas]);
});
afterAll(() => database.close());

const spaced = () => iban.replace(/(.{4})(?=.)/g, "$1 ");
const paper = async (id: CustomerId, of: CustomerPaper, by = officer) => {
  const { file } = await printCustomerPaper(by, id, of);
  const raw = file.toString("latin1");
  for (const part of ["/StructTreeRoot", "/Lang (en-GB)", "/Title ", "/H1"])
    expect([part, raw.includes(part)]).toEqual([part, true]);
  return (await textOfPdf(file)).replace(/\s+/g, " ");
};

describe("the papers of onboarding", () => {
  it("are an application to read once more and sign, before anybody has decided", async () => {
    const id = await a.submitted(officer, { fullName: "Łucja Nowak", birthDate: "1990-12-24" });
    const text = await paper(id, "application");
    for (const said of [
      "Application summary",
      "Łucja Nowak",
      "24 Dec 1990",
      "+43 660 1234567",
      "Am Hafen 4",
      "Passport",
    ])
      expect(text).toContain(said);
    expect(text).toContain("What stands above is complete and true.");
    expect(text).toContain("page 1 of 1");
    expect(text).not.toMatch(/risk|screening/i);
    expect(await a.actsOn(database.db, id)).toContain("customer.printed");
  });

  it("are a letter with address, number, accounts and no secret", async () => {
    const { customerNo = "" } = (await a.rowOf(database.db, amina)) ?? {};
    const text = await paper(amina, "welcome");
    for (const said of ["Dear Amina Okafor,", "Am Hafen 4", "1020 Wien", "Austria", customerNo, spaced()])
      expect(text).toContain(said);
    expect(text).toContain("We never ask you for a password");
    const firms = (await bank.account(firm)).iban.replace(/(.{4})(?=.)/g, "$1 ");
    expect(await paper(firm, "welcome")).toContain(firms);
    expect(await paper(amina, "welcome"), "an account they only sign for is not theirs").not.toContain(firms);
    expect(await paper(amina, "signature-card")).toContain(firms);
  });

  it("are no letter and no card for who has died", async () => {
    const id = await a.active(officer, manager, { fullName: "Urs Ungemach" });
    const death = { key: newKey(), customerId: id, diedOn: businessDate("2026-02-20"), reason: "Certificate 3" };
    expect(await carried(recordDeath, death, { maker: officer, checker: manager })).toBe("approved");
    for (const of of ["welcome", "signature-card"] as const)
      await expect(printCustomerPaper(officer, id, of)).rejects.toMatchObject({ reason: "customer_deceased" });
  });

  it("are a card for the signatures, of an organisation one for each who signs", async () => {
    const own = await paper(amina, "signature-card");
    expect(own).toContain("Amina Okafor, first signature");
    expect(own).toContain(spaced());
    expect(own).toContain("The owner alone");
    const text = await paper(firm, "signature-card");
    for (const name of ["Amina Okafor", "Jonas Жук"]) expect(text).toContain(`${name}, 1`);
    expect(text.match(/second signature/g)).toHaveLength(2);
  });

  it("are refused to who is no customer yet, to other roles and branches, and after sixty in an hour", async () => {
    const applicant = await a.submitted(officer, { fullName: "Maja Kos", birthDate: "1991-01-02" });
    for (const of of ["welcome", "signature-card"] as const)
      await expect(printCustomerPaper(officer, applicant, of)).rejects.toMatchObject({ reason: "customer_not_active" });
    expect(await a.refusalOf(officer, "customer.print")).toBe("customer_not_active");
    await expect(printCustomerPaper(await bank.staff("teller"), amina, "welcome")).rejects.toThrow("not_permitted");
    await expect(printCustomerPaper(await bank.staff("service_officer", "002"), amina, "welcome")).rejects.toThrow(
      "other_branch",
    );
    for (const id of ["", "x", "%00", "00000000-0000-0000-0000-000000000000", "a".repeat(10_000)])
      await expect(printCustomerPaper(officer, id, "welcome")).rejects.toThrow("customer_not_found");
    const busy = await bank.staff("service_officer");
    const papers = { rule: "papers" as const, of: [actorScope(busy.actor)] };
    for (let taken = 0; taken < 59; taken += 1) await takeTry(database.db, [papers]);
    await printCustomerPaper(busy, amina, "welcome");
    await expect(printCustomerPaper(busy, amina, "welcome")).rejects.toMatchObject({ reason: "papers_too_often" });
  });

  it.each(["", "toString", "__proto__", "profile", "../welcome"])("has no paper named %j", (name) => {
    expect(isCustomerPaper(name)).toBe(false);
  });
});

describe("the profile", () => {
  it("says who it is, what they have and who signs, to who may take data out and just proved who they are", async () => {
    const by = await bank.staff("compliance_officer");
    const { file } = await printCustomerProfile(by, amina);
    const text = (await textOfPdf(file)).replace(/\s+/g, " ");
    for (const said of ["Customer profile", "Amina Okafor", "Risk low", spaced(), "123.45", "Loans None."])
      expect(text).toContain(said);
    const { file: ofFirm } = await printCustomerProfile(by, firm);
    expect(await textOfPdf(ofFirm)).toContain("Directors, signatories and owners");
    const stale = { ...by, actor: { ...by.actor, provenLongAgo: true as const } };
    await expect(printCustomerProfile(stale, amina)).rejects.toMatchObject({ reason: "confirm_again" });
    await expect(printCustomerProfile(manager, amina)).rejects.toThrow("not_permitted");
    for (let taken = 2; taken < 5; taken += 1) await printCustomerProfile(by, amina);
    await expect(printCustomerProfile(by, amina)).rejects.toMatchObject({ reason: "exported_too_often" });
  });
});

describe("the customer's page", () => {
  it("names who looked, once each, with how often", async () => {
    const id = await a.active(officer, manager, { fullName: "Oskar Lind", birthDate: "1969-09-09" });
    const [one, other] = [await bank.staff("teller"), await bank.staff("branch_manager")];
    await openCustomer(one, id);
    await openCustomer(other, id);
    await openCustomer({ ...one, actor: { ...one.actor, sessionId: "another" } }, id);
    expect(await viewersOf(database.db, id)).toMatchObject([
      { actor: one.actor.name, looks: 2, scans: false },
      { actor: other.actor.name, looks: 1 },
    ]);
    expect(await viewersOf(database.db, id, 1)).toHaveLength(1);
  });

  it("leads to every look that it counts, and to nothing else", async () => {
    const id = await a.active(officer, manager, { fullName: "Ottilie Rand", birthDate: "1959-01-09" });
    const { customerNo = "" } = (await a.rowOf(database.db, id)) ?? {};
    await openCustomer(officer, id);
    const account = await bank.account(id);
    await recordView(officer, {
      act: "account.viewed",
      subjectKind: "account",
      subjectId: account.id,
      customerIds: [id],
    });
    await recordView(officer, {
      act: "customer.scan_opened",
      subjectKind: "customer",
      subjectId: id,
      customerIds: [id],
    });
    const { rows } = await listActivity(database.db, null, { customer: customerNo, act: ANY_LOOK });
    const [viewer] = await viewersOf(database.db, id);
    expect(rows.map(({ act }) => act).sort()).toEqual(["account.viewed", "customer.scan_opened", "customer.viewed"]);
    expect(viewer?.looks).toBe(rows.length);
  });

  it("is asked for by their number in the activity log, also where a link names them by their id", async () => {
    const { customerNo = "" } = (await a.rowOf(database.db, amina)) ?? {};
    expect(customerNo).toMatch(/^C-/);
    expect(await customerNumber(database.db, null, amina)).toBe(customerNo);
    expect(await customerNumber(database.db, null, customerNo)).toBe(customerNo);
    expect(await customerNumber(database.db, newId<"branch">(), amina)).toBe(amina);
  });

  it("of a list records each customer once, however often they stand in it", async () => {
    const id = await a.active(officer, manager, { fullName: "Emil Dorn", birthDate: "1948-05-29" });
    await recordCustomerViews(await bank.staff("compliance_officer"), [id, id, null, id]);
    expect((await viewersOf(database.db, id)).map(({ looks }) => looks)).toEqual([1]);
  });

  it("tells who else has a part in an account, also to who only signs", async () => {
    const [anna, ben] = [
      await a.active(officer, manager, { fullName: "Anna Berg", birthDate: "1981-02-03" }),
      await a.active(officer, manager, { fullName: "Ben Berg", birthDate: "1982-03-04" }),
    ];
    const account = await bank.account(anna);
    await bank.account(anna);
    expect(await mandatesOf(officer, anna, { shared: true })).toEqual([]);
    const { customerNo = "" } = (await a.rowOf(database.db, ben)) ?? {};
    const asked = { key: newKey(), accountId: account.id, customerNo, role: "signatory" as const };
    expect(await carried(addParty, asked, { maker: officer, checker: manager })).toBe("approved");
    for (const id of [anna, ben])
      expect(await mandatesOf(officer, id, { shared: true })).toMatchObject([
        {
          accountId: account.id,
          signingRule: "any_one",
          parties: [
            { name: "Anna Berg", role: "owner" },
            { name: "Ben Berg", role: "signatory" },
          ],
        },
      ]);
    expect(await mandatesOf(officer, anna)).toHaveLength(2);
  });

  it("shows so many accounts and leads to the list of all", async () => {
    const id = await a.active(officer, manager, { fullName: "Rosa Klein", birthDate: "1970-10-10" });
    for (let n = 0; n < 23; n += 1) await bank.account(id);
    expect(await accountsOf(officer, id)).toHaveLength(21);
    expect(await accountsOf(officer, id, null)).toHaveLength(23);
    const [last] = (await accountsOf(officer, id, null)).slice(-1);
    for (const reason of ["Court order 1", "Court order 2", "Court order 3", "Court order 4", "Court order 5"])
      await sqlOf(database.admin)`
        insert into account_blocks (id, account_id, kind, reason, placed_by)
        values (${newId()}, ${last?.id ?? ""}, 'debit', ${reason}, ${officer.actor.userId})`;
    const standing = await accountsStanding(officer, id);
    expect([standing.open, standing.first.length, standing.blocked, standing.blocks.length]).toEqual([23, 4, 5, 4]);
    expect(standing.blocks.every(({ iban: of }) => of === last?.iban)).toBe(true);
    const { customerNo = "" } = (await a.rowOf(database.db, id)) ?? {};
    const { rows } = await listAccounts(officer, { customer: customerNo.toLowerCase() });
    expect(rows.map(({ owners }) => owners)).toEqual(Array.from({ length: 23 }, () => ["Rosa Klein"]));
    expect((await listAccounts(officer, { customer: "C-999999-X" })).rows).toEqual([]);
  });
});
