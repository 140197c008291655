import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, sqlOf } from "@/db/client";
import type { Ctx, CustomerActor } from "@/lib/core/context";
import { type CustomerId, newId } from "@/lib/core/ids";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { removeBeneficiary } from "@/lib/payments/remove-beneficiary";
import { addBeneficiaryInput } from "@/lib/payments/schema";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { createTransfer } from "../../support/booked";
import { type TestDatabase, testDatabase } from "../../support/database";

let database: TestDatabase;
let bank: TestBank;
let amina: { id: CustomerId; ctx: Ctx<CustomerActor, Database> };
let payee: { iban: string };
beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  amina = await bank.customer("Amina Okafor");
  payee = await bank.account((await bank.customer("Vesterbro Ejendomme")).id);
});
afterAll(() => database.close());

const saved = (
  iban: string,
  more: { name?: string; nickname?: string; key?: string; customerId?: CustomerId } = {},
) => ({
  key: more.key ?? newKey(),
  customerId: more.customerId,
  name: more.name ?? "Vesterbro Ejendomme",
  nickname: more.nickname,
  iban,
});

describe("saving someone to pay", () => {
  test("control 21: asks a customer for a second factor of the last minutes, and a service officer for none", async () => {
    const mira = await bank.customer("Mira Lind");
    const stale = { ...mira.ctx, actor: { ...mira.ctx.actor, provenLongAgo: true as const } };
    await expect(addBeneficiary(stale, saved(payee.iban))).rejects.toMatchObject({
      reason: "confirm_again",
      code: "step_up",
    });
    const officer = await bank.staff("service_officer");
    const busy = { ...officer, actor: { ...officer.actor, provenLongAgo: true as const } };
    await expect(addBeneficiary(busy, saved(payee.iban, { customerId: mira.id }))).resolves.toBeDefined();
  });

  test("keeps the name, the account and an entry in the activity log", async () => {
    const { beneficiaryId } = await addBeneficiary(amina.ctx, saved(payee.iban, { nickname: "Landlord" }));
    const [row] = await sqlOf(database.db)`
      select b.customer_id, b.name, b.nickname, a.iban from beneficiaries b join accounts a on a.id = b.account_id where b.id = ${beneficiaryId}`;
    expect(row).toMatchObject({
      customer_id: amina.id,
      name: "Vesterbro Ejendomme",
      nickname: "Landlord",
      iban: payee.iban,
    });
    const [act] = await sqlOf(
      database.db,
    )`select act, customer_id from audit_events where subject_id = ${beneficiaryId}`;
    expect(act).toMatchObject({ act: "beneficiary.added", customer_id: amina.id });
  });

  test("a second time names the one that is there, and is done once under one key", async () => {
    const other = await bank.customer("Jonas Brandt");
    const asked = saved(payee.iban, { nickname: "Landlord" });
    const [one, two] = await Promise.all([addBeneficiary(other.ctx, asked), addBeneficiary(other.ctx, asked)]);
    expect(one).toEqual(two);
    await expect(addBeneficiary(other.ctx, saved(payee.iban))).rejects.toMatchObject({
      reason: "beneficiary_exists",
      field: "iban",
      sentence: "You already have this IBAN as 'Landlord'.",
    });
  });

  test("twice at once is one row", async () => {
    const racer = await bank.customer("Racer");
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => addBeneficiary(racer.ctx, saved(payee.iban))),
    );
    expect(asked.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [row] = await sqlOf(
      database.db,
    )`select count(*)::int as n from beneficiaries where customer_id = ${racer.id}`;
    expect(row?.n).toBe(1);
  });

  test("refuses one's own account, another bank, and an account that is not there", async () => {
    const own = await bank.account(amina.id);
    await expect(addBeneficiary(amina.ctx, saved(own.iban))).rejects.toMatchObject({
      reason: "own_account_beneficiary",
      field: "iban",
    });
    await expect(addBeneficiary(amina.ctx, saved("DE89370400440532013000"))).rejects.toMatchObject({
      reason: "iban_other_bank",
      field: "iban",
    });
    await expect(addBeneficiary(amina.ctx, saved("AT461999900009999999"))).rejects.toMatchObject({
      reason: "account_not_found",
      field: "iban",
    });
  });

  test("refuses staff other than the service officer of the customer's branch", async () => {
    const target = await bank.customer("Served At Desk");
    const asked = () => saved(payee.iban, { customerId: target.id });
    await expect(addBeneficiary(await bank.staff("teller"), asked())).rejects.toMatchObject({ code: "forbidden" });
    await expect(addBeneficiary(await bank.staff("service_officer", "002"), asked())).rejects.toMatchObject({
      reason: "other_branch",
    });
    await addBeneficiary(await bank.staff("service_officer"), asked());
  });

  test("a customer cannot save for another by naming them: it is saved for oneself", async () => {
    const [writer, victim] = [await bank.customer("Writer"), await bank.customer("Victim")];
    const { beneficiaryId } = await addBeneficiary(writer.ctx, saved(payee.iban, { customerId: victim.id }));
    const [row] = await sqlOf(database.db)`select customer_id from beneficiaries where id = ${beneficiaryId}`;
    expect(row?.customer_id).toBe(writer.id);
  });
});

describe("each fault of an IBAN has its own sentence", () => {
  test.each([
    ["", "Enter an IBAN."],
    ["AT61 1904 3002 3457 320!", "An IBAN has a country code, two digits, then letters and digits only."],
    ["XX611904300234573201", "XX is not a country that uses IBANs."],
    ["AT61190430023457320", "IBAN must have 20 characters for Austria."],
    [
      "AT621904300234573201",
      "The check digits of this IBAN do not fit. Compare it with the original, character by character.",
    ],
    ["AT6119O43OO234573201", "This IBAN has the letter O where the digit 0 belongs. Type it with zeros."],
  ])("%s", (typed, sentence) => {
    const read = addBeneficiaryInput.safeParse({ key: newKey(), name: "Somebody", iban: typed });
    expect(read.error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([["iban", sentence]]);
  });

  test("spaces and small letters are no fault", () => {
    const read = addBeneficiaryInput.safeParse({ key: newKey(), name: "Somebody", iban: "at61 1904 3002 3457 3201" });
    expect(read.data?.iban).toBe("AT611904300234573201");
  });
});

describe("taking someone off the list", () => {
  test("keeps what was paid, stops further payments to it, and lets it be saved again", async () => {
    const payer = await bank.customer("Payer");
    const account = await bank.account(payer.id, 10_000n);
    const { beneficiaryId } = await addBeneficiary(payer.ctx, saved(payee.iban));
    const pay = () =>
      createTransfer(payer.ctx, {
        key: newKey(),
        from: account.id,
        to: payee.iban,
        amount: "1.00",
        remittance: undefined,
        beneficiaryId: beneficiaryId as never,
      });
    const { entryId } = await pay();
    const asked = { key: newKey(), beneficiaryId: beneficiaryId as never };
    await removeBeneficiary(payer.ctx, asked);
    expect(await removeBeneficiary(payer.ctx, asked)).toEqual({ beneficiaryId });
    await expect(removeBeneficiary(payer.ctx, { ...asked, key: newKey() })).rejects.toMatchObject({
      reason: "beneficiary_not_found",
    });
    await expect(pay()).rejects.toMatchObject({ reason: "beneficiary_not_found" });
    const [row] = await sqlOf(database.db)`select beneficiary_id from transfers where id = ${entryId}`;
    expect(row?.beneficiary_id).toBe(beneficiaryId);
    await addBeneficiary(payer.ctx, saved(payee.iban));
  });

  test("answers for another customer's exactly like for an unknown one", async () => {
    const stranger = await bank.customer("Stranger");
    const owner = await bank.customer("Owner");
    const { beneficiaryId } = await addBeneficiary(owner.ctx, saved(payee.iban));
    const outcome = (id: string) =>
      removeBeneficiary(stranger.ctx, { key: newKey(), beneficiaryId: id as never }).then(
        () => null,
        (error: { code: string; reason: string; sentence: string }) => [error.code, error.reason, error.sentence],
      );
    expect(await outcome(beneficiaryId)).toEqual(await outcome(newId()));
    expect(await outcome(beneficiaryId)).toEqual(["not_found", "beneficiary_not_found", "No beneficiary found."]);
  });
});
