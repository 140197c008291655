import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import type { CustomerId } from "@/lib/core/ids";
import { changeContact } from "@/lib/customers/change-contact";
import { readCustomer } from "@/lib/customers/profile-queries";
import { changeContactInput } from "@/lib/customers/schema";
import { sendMails } from "@/lib/notifications/send-mails";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import type * as a from "./applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
});
afterAll(() => database.close());

const reach = (customerId: CustomerId, over: object = {}) =>
  changeContactInput.parse({
    key: newKey(),
    customerId,
    phone: "+43 660 7654321",
    email: "amina@new.example",
    street: "Lindengasse 4",
    postcode: "1070",
    city: "Vienna",
    country: "AT",
    ...over,
  });
const known = async () => {
  const { id } = await bank.customer();
  await sqlOf(database.admin)`update customers set email = ${`old-${id}@example.com`} where id = ${id}`;
  return { id, old: `old-${id}@example.com` };
};

describe("how a customer is reached", () => {
  it("changes with before and after in the log, and the address of before is written to (controls 21, 30, 53)", async () => {
    const { id, old } = await known();
    const input = reach(id);
    expect(await changeContact(officer, input)).toEqual({ customerId: id });
    expect(await changeContact(officer, input), "a repeat changes nothing more").toEqual({ customerId: id });
    expect(await readCustomer(officer, id)).toMatchObject({
      phone: "+436607654321",
      email: "amina@new.example",
      address: { street: "Lindengasse 4", postcode: "1070", city: "Vienna", country: "AT" },
    });
    const acts = await sqlOf(database.db)`
      select act, result from audit_events where customer_id = ${id} and act = 'customer.contact_changed'`;
    expect(acts).toHaveLength(1);
    const sent: { to: string; subject: string }[] = [];
    await sendMails(database.db, async ({ to, subject }) => void sent.push({ to, subject }));
    expect(sent).toEqual([{ to: old, subject: "Your contact details were changed" }]);
  });

  it("is written to the address of now when that stays", async () => {
    const { id, old } = await known();
    await changeContact(officer, reach(id, { email: old }));
    const sent: string[] = [];
    await sendMails(database.db, async ({ to }) => void sent.push(to));
    expect(sent).toEqual([old]);
  });

  it("raises the risk and pulls the review forward for whoever moves to a high-risk country", async () => {
    const { id } = await known();
    const sql = sqlOf(database.db);
    await sql`update customers set risk_rating = 'low', next_review_on = '2031-03-02' where id = ${id}`;
    await changeContact(officer, reach(id));
    expect(await readCustomer(officer, id)).toMatchObject({ riskRating: "low", nextReviewOn: "2031-03-02" });
    await changeContact(officer, reach(id, { city: "Tehran", postcode: "1234567890", country: "IR" }));
    expect(await readCustomer(officer, id)).toMatchObject({ riskRating: "high", nextReviewOn: "2027-03-02" });
    await changeContact(officer, reach(id, { city: "Graz" }));
    expect((await readCustomer(officer, id)).riskRating).toBe("high");
    const acts = await sql`select 1 from audit_events where customer_id = ${id} and act = 'customer.risk_raised'`;
    expect(acts).toHaveLength(1);
  });

  it("is refused where nothing changes, to other branches, and without a factor of the last minutes (control 21)", async () => {
    const { id } = await known();
    await changeContact(officer, reach(id));
    await expect(changeContact(officer, reach(id))).rejects.toMatchObject({ reason: "contact_unchanged" });
    const stale = { ...officer, actor: { ...officer.actor, provenLongAgo: true as const } };
    await expect(changeContact(stale, reach(id, { city: "Graz" }))).rejects.toMatchObject({ reason: "confirm_again" });
    const elsewhere = await bank.staff("service_officer", "002");
    await expect(changeContact(elsewhere, reach(id, { city: "Graz" }))).rejects.toMatchObject({
      reason: "other_branch",
    });
    expect((await readCustomer(officer, id)).address?.city).toBe("Vienna");
  });

  it("asks for all of it, with a sentence at the field", () => {
    const empty = changeContactInput.safeParse({ key: newKey(), customerId: "01a223d8-e9ce-749a-8d37-ecbaf3542af4" });
    expect(new Set(empty.error?.issues.map(({ path }) => path[0]))).toEqual(
      new Set(["phone", "email", "street", "postcode", "city", "country"]),
    );
  });
});
