import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { counterQuestion, unusualCash } from "@/lib/cash/question-queries";
import { setQuestion } from "@/lib/cash/set-question";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { type CustomerId, newId } from "@/lib/core/ids";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { depositCash, withdrawCash } from "../../support/booked";
import { coins } from "../../support/coins";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";

let database: TestDatabase;
let bank: TestBank;
let teller: Ctx<StaffActor, Database>;
let compliance: Ctx<StaffActor, Database>;
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  teller = await bank.teller(10_000_000n);
  compliance = await bank.staff("compliance_officer", "000");
  const people = {
    maker: await bank.staff("administrator", "000"),
    checker: await bank.staff("administrator", "000"),
  };
  for (const [kind, from] of [
    ["identity", "3000.00"],
    ["source", "10000.00"],
  ] as const)
    expect(
      await carried(
        setQuestion,
        { key: newKey(), kind, currency: "EUR", from, reason: "Decided by the board" },
        people,
      ),
    ).toBe("approved");
});
afterAll(() => database.close());

const cash = (iban: string, amount: string, over: object = {}) => ({
  key: newKey(),
  iban,
  amount,
  notes: coins(amount),
  paidInBy: undefined,
  note: undefined,
  ...over,
});
async function passportOf(customerId: CustomerId, expiresOn = "2031-05-03") {
  const id = newId<"identityDocument">();
  await sqlOf(
    database.db,
  )`update identity_documents set replaced_at = now() where customer_id = ${customerId} and replaced_at is null`;
  await sqlOf(database.db)`
    insert into identity_documents (id, customer_id, kind, issuing_country, number_cipher, number_hmac, number_last4, expires_on)
    values (${id}, ${customerId}, 'passport', 'AT', 'x', ${Buffer.from(id)}, '4417', ${expiresOn})`;
  return id;
}
const rowsIn = async (table: "identity_checks" | "cash_sources", entry: string) => [
  ...(await sqlOf(database.db)`select * from ${sqlOf(database.db)(table)} where entry_id = ${entry}`),
];

describe("a withdrawal above the amount at which the bank looks again", () => {
  test("is refused at the field until a document of theirs was seen, and keeps which one", async () => {
    const { id } = await bank.customer();
    const account = await bank.account(id, 1_000_000n);
    const document = await passportOf(id);
    const key = newKey();
    await expect(withdrawCash(teller, cash(account.iban, "3000.00", { key }))).rejects.toMatchObject({
      reason: "identity_unseen",
      field: "documentSeen",
      sentence: "From €3,000.00 look at an identity document and say which one you saw.",
    });
    const paid = await withdrawCash(teller, cash(account.iban, "3000.00", { documentSeen: document }));
    expect(await rowsIn("identity_checks", paid.entryId)).toMatchObject([
      { customer_id: id, document_kind: "passport", number_last4: "4417", expires_on: "2031-05-03" },
    ]);
    const below = await withdrawCash(teller, cash(account.iban, "2500.00"));
    expect(await rowsIn("identity_checks", below.entryId)).toEqual([]);
  });

  test("takes no document of somebody else, and none that has expired", async () => {
    const [{ id }, other] = [await bank.customer(), await bank.customer("Jonas Brandt")];
    const account = await bank.account(id, 1_000_000n);
    const replaced = await passportOf(id);
    await passportOf(id);
    const signatory = await bank.customer("Ines Halloran");
    await sqlOf(
      database.db,
    )`insert into account_parties (account_id, customer_id, role) values (${account.id}, ${signatory.id}, 'signatory')`;
    const present = [id];
    for (const [documentSeen, reason] of [
      [await passportOf(other.id), "document_not_theirs"],
      [newId(), "document_not_theirs"],
      [replaced, "document_not_theirs"],
      [await passportOf(signatory.id, "2026-03-01"), "document_expired"],
    ] as const)
      await expect(
        withdrawCash(teller, cash(account.iban, "3000.00", { documentSeen, present })),
      ).rejects.toMatchObject({
        reason,
      });
  });

  test("looks at the document of whoever signs for an organisation", async () => {
    const people = { officer: await bank.staff("service_officer"), manager: await bank.staff("branch_manager") };
    const [signs, owns] = [await bank.customer("Ines Halloran"), await bank.customer("Jonas Brandt")];
    const firm = await o.activeOrganisation(people, [signs.id], { fullName: "Hafenkontor GmbH" });
    const open = { key: newKey(), customerId: firm, productVersionId: bank.products.current };
    const { accountId, iban } = await openAccount(people.officer, open);
    await bank.fund(iban, 1_000_000n);
    const [document, other] = [await passportOf(signs.id), await passportOf(owns.id)];
    const offered = await counterQuestion(teller, accountId, "identity");
    expect(offered?.documents.map(({ id, name }) => [id, name])).toEqual([[document, "Ines Halloran"]]);
    const withdrawal = (over: object) => withdrawCash(teller, cash(iban, "3000.00", { present: [signs.id], ...over }));
    await expect(withdrawal({})).rejects.toMatchObject({ reason: "identity_unseen" });
    await expect(withdrawal({ documentSeen: other })).rejects.toMatchObject({ reason: "document_not_theirs" });
    const { entryId } = await withdrawal({ documentSeen: document });
    expect(await rowsIn("identity_checks", entryId)).toMatchObject([{ customer_id: signs.id, number_last4: "4417" }]);
  });

  test("offers the form the document that is valid now, not what it replaced", async () => {
    const { id } = await bank.customer("Ines Halloran");
    const account = await bank.account(id);
    await passportOf(id, "2031-01-01");
    const document = await passportOf(id);
    expect(await counterQuestion(teller, account.id, "identity")).toEqual({
      fromMinor: 300_000n,
      documents: [{ id: document, kind: "passport", last4: "4417", expiresOn: "2031-05-03", name: "Ines Halloran" }],
    });
  });

  test("leaves nothing of the check behind when the customer is erased", async () => {
    const sql = sqlOf(database.db);
    const keys = await sql<{ table: string; rule: string }[]>`
      select conrelid::regclass::text as table, confdeltype as rule from pg_constraint
      where contype = 'f' and confrelid = 'customers'::regclass and conrelid in ('identity_checks'::regclass, 'cash_sources'::regclass)`;
    expect(keys.map(({ table, rule }) => `${table} ${rule}`).sort()).toEqual(["cash_sources c", "identity_checks c"]);
  });
});

describe("a deposit of unusual size", () => {
  test("is refused until the teller asked where the cash comes from, and compliance reads the answer", async () => {
    const { id } = await bank.customer("Amina Okafor");
    const account = await bank.account(id);
    await expect(depositCash(teller, cash(account.iban, "10000.00"))).rejects.toMatchObject({
      reason: "source_missing",
      field: "source",
    });
    await expect(depositCash(teller, cash(account.iban, "10000.00", { source: "other" }))).rejects.toMatchObject({
      reason: "source_untold",
      field: "sourceDetail",
    });
    const sourceDetail = "Sold a boat, contract seen";
    const paid = await depositCash(teller, cash(account.iban, "10000.00", { source: "sale", sourceDetail }));
    const usual = await depositCash(teller, cash(account.iban, "9999.99", { source: "wages" }));
    expect(await rowsIn("cash_sources", usual.entryId)).toEqual([]);
    expect((await unusualCash(compliance, {})).rows).toMatchObject([
      {
        entryId: paid.entryId,
        owner: "Amina Okafor",
        source: "sale",
        detail: sourceDetail,
        amountMinor: 1_000_000n,
        teller: teller.actor.name,
        reversed: false,
      },
    ]);
    expect((await unusualCash(compliance, { source: "gift" })).rows).toEqual([]);
    await expect(unusualCash(teller, {})).rejects.toMatchObject({ reason: "not_permitted" });
  });

  test("is asked about in every currency by itself", async () => {
    const account = await bank.account((await bank.customer()).id);
    expect(await counterQuestion(teller, account.id, "source")).toEqual({ fromMinor: 1_000_000n, documents: [] });
    const people = {
      maker: await bank.staff("administrator", "000"),
      checker: await bank.staff("administrator", "000"),
    };
    const never = { key: newKey(), kind: "source", currency: "EUR", from: undefined, reason: "For the test" } as const;
    await carried(setQuestion, never, people);
    expect(await counterQuestion(teller, account.id, "source")).toBeNull();
    await depositCash(teller, cash(account.iban, "10000.00"));
  });

  test("is set by administrators only, and by two of them", async () => {
    const asked = { key: newKey(), kind: "source", currency: "EUR", from: "1.00", reason: "For the test" } as const;
    await expect(setQuestion(await bank.staff("operations", "000"), asked)).rejects.toMatchObject({
      reason: "not_permitted",
    });
    expect(await setQuestion(await bank.staff("administrator", "000"), asked)).toHaveProperty("pending");
  });
});
