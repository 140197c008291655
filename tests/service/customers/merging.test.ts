import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { addNote } from "@/lib/customers/add-note";
import { addScan } from "@/lib/customers/add-scan";
import { judgeRisk } from "@/lib/customers/judge-risk";
import { judgementsOf } from "@/lib/customers/judgement-queries";
import { notesOn } from "@/lib/customers/note-queries";
import { readCustomer } from "@/lib/customers/profile-queries";
import { listCustomers } from "@/lib/customers/queries";
import { recordDeath } from "@/lib/customers/record-death";
import { reopenCustomer } from "@/lib/customers/reopen-customer";
import { openScan, scansOf } from "@/lib/customers/scan-queries";
import { searchCustomers } from "@/lib/customers/search-queries";
import { verifyLedger } from "@/lib/ledger/verify";
import { readApproval } from "@/lib/operations/approval-queries";
import { decideApproval } from "@/lib/operations/decide-approval";
import { find } from "@/lib/operations/find";
import { mergeCustomers } from "@/lib/operations/merge-customers";
import { mergePage } from "@/lib/operations/merge-queries";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
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

const sql = () => sqlOf(database.db);
const asked = (customerId: CustomerId, otherId: CustomerId, over: object = {}) => ({
  key: newKey(),
  customerId,
  otherId,
  fullName: "kept" as const,
  birthDate: "kept" as const,
  nationality: "kept" as const,
  phone: "other" as const,
  email: "kept" as const,
  address: "other" as const,
  document: "other" as const,
  declarations: "kept" as const,
  reason: "Same face, same signature",
  ...over,
});
const both = () => ({ maker: officer, checker: manager });
const numberOf = async (id: CustomerId) => (await a.rowOf(database.db, id))?.customerNo as string;

/** Two records of one person: the second under the name in the other order, at another phone. */
async function twins(name = "Marlene Achterberg") {
  const kept = await a.active(officer, manager, { fullName: name });
  const [first, last] = name.split(" ");
  const other = await a.active(officer, manager, { fullName: `${last} ${first}x`, phone: "+436605550000" });
  return { kept, other };
}

describe("merging two records of one person", () => {
  it("raises the organisations behind which the record stands that stays", async () => {
    const { kept, other } = await twins("Xaver Xylander");
    const firm = await o.activeOrganisation({ officer, manager }, [kept], { fullName: "Xylander KG" });
    await sql()`update customers set nationality = 'IR', risk_rating = 'high' where id = ${other}`;
    expect(await carried(mergeCustomers, asked(kept, other, { nationality: "other" }), both())).toBe("approved");
    expect((await readCustomer(officer, kept)).riskRating).toBe("high");
    expect((await readCustomer(officer, firm)).riskRating).toBe("high");
    // Whoever consented to neither of them is asked for both.
    for (const id of [kept, firm]) expect((await readCustomer(officer, id)).consent, id).toMatchObject({ by: null });
  });

  it("never lowers the risk: a judgement of compliance on the record that stays ends with a higher one", async () => {
    const until = businessDate("2026-09-01");
    const officers = { maker: await bank.staff("compliance_officer"), checker: await bank.staff("compliance_officer") };
    for (const [name, rating] of [
      ["Quirin Quendler", "high"],
      ["Rosina Rathgeber", "prohibited"],
    ] as const) {
      const { kept, other } = await twins(name);
      await sql()`update customers set risk_rating = 'medium' where id = ${kept}`;
      const low = { key: newKey(), customerId: kept, riskRating: "low" as const, until, reason: "Known for years" };
      expect(await carried(judgeRisk, low, officers)).toBe("approved");
      await sql()`update customers set risk_rating = ${rating} where id = ${other}`;
      expect(await carried(mergeCustomers, asked(kept, other), both())).toBe("approved");
      expect((await readCustomer(officer, kept)).riskRating).toBe(rating);
      expect((await judgementsOf(officers.maker, kept))[0]?.endedOn).not.toBeNull();
      expect(await a.actsOn(database.db, kept)).not.toContain("customer.risk_raised");
    }
  });

  it("goes on asking for what the other record asked for: its products, and a senior manager's consent", async () => {
    const { kept, other } = await twins("Severin Sandgruber");
    const products = await sql()<{ id: string }[]>`
      select id from products where name in ('Everyday', 'Savings') order by name`;
    const [shared, extra] = products.map(({ id }) => id);
    if (!shared || !extra) throw new Error("No products");
    await sql()`
      insert into product_wishes (customer_id, product_id) values (${kept}, ${shared}), (${other}, ${shared}), (${other}, ${extra})`;
    await sqlOf(database.admin)`update customers set products_asked_at = null where id = ${kept}`;
    await sql()`update customers set risk_rating = 'high' where id = ${other}`;
    await sql()`
      insert into senior_consents (id, customer_id, rules) values (gen_random_uuid(), ${other}, '{was_prohibited}')`;
    await sql()`
      insert into senior_consents (id, customer_id, rules, given_by, given_at, reason)
      values (gen_random_uuid(), ${kept}, '{}', ${manager.actor.userId}, bank_now(), 'Known for years')`;
    expect(await carried(mergeCustomers, asked(kept, other), both())).toBe("approved");
    const now = await readCustomer(officer, kept);
    expect(now.wishes?.map(({ productId }) => productId)).toEqual([shared, extra]);
    expect(now.consent).toMatchObject({ by: null, rules: ["was_prohibited"] });
    expect((await a.actsOn(database.db, kept)).filter((act) => act === "customer.consent_asked")).toHaveLength(1);
  });

  it("of whom one is recorded as dead leaves nobody a sign-in, whichever record it hung on", async () => {
    for (const which of ["kept", "other"] as const) {
      const pair = await twins(which === "kept" ? "Veit Vogelsang" : "Wilma Wendehals");
      const signsIn = `${which}-lives-on`;
      await sql()`
        insert into users (id, kind, sign_in_name, customer_id, password_hash)
        values (gen_random_uuid(), 'customer', ${signsIn}, ${which === "kept" ? pair.other : pair.kept}, 'none')`;
      const death = {
        key: newKey(),
        customerId: pair[which],
        diedOn: businessDate("2026-02-20"),
        reason: "Certificate 7",
      };
      expect(await carried(recordDeath, death, both())).toBe("approved");
      expect(await carried(mergeCustomers, asked(pair.kept, pair.other), both())).toBe("approved");
      expect((await readCustomer(officer, pair.kept)).deceasedOn).toBe("2026-02-20");
      const [user] = await sql()`
        select disabled_at is null as open from users where sign_in_name = ${signsIn}`;
      expect(user).toEqual({ open: false });
    }
  });

  it("waits for the branch manager, who sees both, and then hangs everything on the record that stays", async () => {
    const { kept, other } = await twins();
    const account = await bank.account(other, 12_345n);
    const payee = await bank.account((await bank.customer("Jonas Weber")).id);
    const addressed = { key: newKey(), customerId: other, name: "Jonas Weber", nickname: undefined, iban: payee.iban };
    await addBeneficiary(officer, addressed);
    await sql()`
      insert into users (id, kind, sign_in_name, customer_id, password_hash)
      values (gen_random_uuid(), 'customer', 'marlene-signs-in', ${other}, 'none')`;
    const picture = await sharp({ create: { width: 640, height: 420, channels: 3, background: "#9c8f6a" } })
      .png()
      .toBuffer();
    await addScan(officer, {
      customerId: other,
      side: "front",
      fileName: "p.png",
      fileType: "image/png",
      content: picture,
    });
    await addNote(officer, { key: newKey(), customerId: other as never, note: "Pays nothing to the nephew" });
    const before = await sql()`select * from postings order by entry_id, leg`;

    const request = await mergeCustomers(officer, asked(kept, other));
    if (!("pending" in request)) throw new Error("Nobody was asked");
    expect(await readApproval(manager, request.pending)).toMatchObject({
      mayDecide: true,
      before: { phone: "+43 660 1234567 / +43 660 5550000" },
      after: { phone: "+43 660 5550000", full_name: "Marlene Achterberg" },
    });
    expect((await readCustomer(officer, other)).status).toBe("active");
    expect(await carried(mergeCustomers, asked(kept, other), both())).toBe("approved");

    const hanging = await sql()`
      select (select customer_id from account_parties where account_id = ${account.id}) as account,
        (select customer_id from beneficiaries where iban = ${payee.iban}) as payee,
        (select customer_id from users where sign_in_name = 'marlene-signs-in') as signs,
        (select count(*)::int from identity_documents where customer_id = ${kept}) as documents,
        (select count(*)::int from identity_documents where customer_id = ${other}) as left`;
    expect(hanging[0]).toEqual({ account: kept, payee: kept, signs: kept, documents: 2, left: 0 });
    expect((await notesOn(officer, kept as never)).rows.map(({ note }) => note)).toEqual([
      "Pays nothing to the nephew",
    ]);
    const stays = await readCustomer(officer, kept);
    expect(stays).toMatchObject({ fullName: "Marlene Achterberg", phone: "+436605550000", hasSignIn: true, scans: 1 });
    expect(stays.tookIn).toEqual([{ id: other, customerNo: await numberOf(other) }]);
    const [scan] = await scansOf(officer, kept);
    expect((await openScan(officer, kept, scan?.id as string)).content.length).toBe(scan?.size);
    expect(await readCustomer(officer, other)).toMatchObject({
      status: "closed",
      mergedInto: kept,
      fullName: "Achterberg Marlenex",
      phone: "+436605550000",
    });
    expect(await sql()`select * from postings order by entry_id, leg`).toEqual(before);
    expect((await verifyLedger(database.jobs)).filter(({ bad }) => bad !== null)).toEqual([]);
    for (const id of [kept, other]) expect(await a.actsOn(database.db, id)).toContain("customer.merged");
  });

  it("is found by everything either record was found by, and always as the record that stays", async () => {
    const { kept, other } = await twins("Sieglinde Obermayr");
    expect(await carried(mergeCustomers, asked(kept, other, { phone: "kept" }), both())).toBe("approved");
    const searches = ["Sieglinde Obermayr", "obermayr sieglindex", "Sieglindxe", "+43 660 5550000"];
    for (const typed of searches) {
      const found = (await searchCustomers(officer, typed, 10)).rows.map(({ id }) => id);
      expect(found, typed).toContain(kept);
      expect(found, typed).not.toContain(other);
    }
    const listed = (await listCustomers(officer, { q: "sieglindex" })).rows.map(({ id }) => id);
    expect(listed).toEqual([kept]);
    expect(await find(officer, await numberOf(other))).toEqual({ page: `/customers/${kept}` });
  });

  it("is refused while both have a part in one account, a request waits, or one is not to be merged", async () => {
    const { kept, other } = await twins("Roswitha Kirchmair");
    const account = await bank.account(kept);
    await sql()`
      insert into account_parties (account_id, customer_id, role) values (${account.id}, ${other}, 'joint_owner')`;
    await expect(mergeCustomers(officer, asked(kept, other))).rejects.toThrow("merge_conflict");
    const page = await mergePage(officer, kept, await numberOf(other));
    expect(page.chosen).toMatchObject({ conflicts: [expect.stringContaining("both are parties to account")] });
    await sql()`update account_parties set customer_id = ${(await bank.customer()).id} where customer_id = ${other}`;
    await expect(mergeCustomers(officer, asked(kept, kept))).rejects.toThrow("merge_pair");
    await expect(mergeCustomers(officer, asked(kept, await a.draft(officer)))).rejects.toThrow("merge_pair");
    await expect(mergeCustomers(officer, asked(await a.draft(officer), other))).rejects.toThrow("customer_not_active");
  });

  it("does not lose what only one of them says: a political exposure, and anything the other lacks", async () => {
    const { kept, other } = await twins("Ottilie Farnleitner");
    await sql()`
      update customer_declarations set politically_exposed = true, exposure = 'Member of parliament' where customer_id = ${other}`;
    await expect(mergeCustomers(officer, asked(kept, other))).rejects.toThrow("merge_conflict");
    expect(await carried(mergeCustomers, asked(kept, other, { declarations: "other" }), both())).toBe("approved");
    expect((await readCustomer(officer, kept)).declarations).toMatchObject({ exposure: "Member of parliament" });
  });

  it("waits for compliance where a list names one of them, without saying so", async () => {
    const { kept, other } = await twins("Walburga Hinteregger");
    await sqlOf(database.admin)`
      with list as (insert into screening_lists (id, source, version, sha256, entries, names, loaded_by)
        values (gen_random_uuid(), 'own', '9', '\\x00', 1, 1, ${officer.actor.userId}) returning id),
      entry as (insert into screening_entries (id, list_id, ref, kind, name, aliases, birth_dates, countries, identifiers, program, digest)
        select gen_random_uuid(), id, '1', 'individual', 'X', '{}', '{}', '{}', '{}', 'p', '\\x00' from list returning id)
      insert into screening_hits (id, customer_id, entry_id, source, ref, entry_digest, customer_digest, status, name, score)
      select gen_random_uuid(), ${other}, id, 'own', '1', '\\x00', '\\x00', 'open', 'X', 900 from entry`;
    await expect(mergeCustomers(officer, asked(kept, other))).rejects.toThrow("merge_under_review");
  });

  it("is refused to others and across branches, and what was agreed to must still stand", async () => {
    const { kept, other } = await twins("Adelheid Zöchling");
    for (const role of ["teller", "branch_manager", "loan_officer"] as const)
      await expect(mergeCustomers(await bank.staff(role), asked(kept, other))).rejects.toThrow("not_permitted");
    const far = await bank.staff("service_officer", "002");
    await expect(mergeCustomers(far, asked(kept, other))).rejects.toThrow("other_branch");
    const request = await mergeCustomers(officer, asked(kept, other));
    if (!("pending" in request)) throw new Error("Nobody was asked");
    await sql()`update customers set phone = '+436600000001' where id = ${other}`;
    const decision = { key: newKey(), approvalId: request.pending, seen: 1, answer: "approved" as const };
    expect((await decideApproval(manager, decision)).status).toBe("returned");
    expect(await carried(mergeCustomers, asked(kept, other, { reason: "Once more" }), both())).toBe("approved");
    await expect(reopenCustomer(officer, { key: newKey(), customerId: other, reason: "No" })).rejects.toThrow(
      "merged_away",
    );
    await expect(
      sql()`update customers set status = 'draft', closed_on = null, closed_by = null, close_reason = null where id = ${other}`,
    ).rejects.toMatchObject({ constraint_name: "customers_merged" });
  });
});
