import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "@/db/client";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { consentToCustomer } from "@/lib/customers/consent-to-customer";
import { decideHit } from "@/lib/customers/decide-hit";
import { liftProhibition } from "@/lib/customers/lift-prohibition";
import { readCustomer } from "@/lib/customers/profile-queries";
import { removePerson } from "@/lib/customers/remove-person";
import { savePerson } from "@/lib/customers/save-person";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { hitsStopping, readHit } from "@/lib/screening/hit-queries";
import { loadList } from "@/lib/screening/load-list";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import * as o from "../../support/organisations";
import { carried } from "../../support/second-person";
import { publishedAddresses, publishedAliases, publishedNames } from "../../vectors/screening-list";
import * as a from "../customers/applicants";

let database: TestDatabase;
let bank: TestBank;
let officer: a.Staff;
let manager: a.Staff;
let compliance: a.Staff;
let amina: CustomerId;

beforeAll(async () => {
  database = await testDatabase();
  bank = await testBank(database.db);
  [officer, manager] = [await bank.staff("service_officer"), await bank.staff("branch_manager")];
  compliance = await bank.staff("compliance_officer", "000");
  amina = (await bank.customer()).id;
  await load();
  await rescreenCustomers(bank.system);
});
afterAll(() => database.close());

let versions = 0;
const load = (more = "") =>
  loadList(compliance, {
    key: newKey(),
    source: "ofac_sdn",
    version: `v${++versions}`,
    files: {
      names: Buffer.from(publishedNames.replace("\u001a", more) + "\r\n".repeat(versions)),
      aliases: Buffer.from(publishedAliases),
      addresses: Buffer.from(publishedAddresses),
    },
  });

const OKONJO = '7106,"OKONJO, Festus",individual,SDGT,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB 05 May 1985."\r\n';
const LISTED = { fullName: "Timour Varganov", birthDate: businessDate("1961-03-04") };
const openHits = (customerId: CustomerId) =>
  sqlOf(database.db)<{ id: string; name: string }[]>`
    select id, name from screening_hits where customer_id = ${customerId} and status = 'open' order by id`;
const submitted = async (over: object, person?: object) => {
  const customerId = await o.filledOrganisation(officer, [amina], over);
  if (person) await savePerson(officer, o.recordedCard(customerId, person));
  await submitCustomer(officer, { key: newKey(), customerId });
  return customerId;
};
const approve = async (customerId: CustomerId, riskRating: "low" | "medium" = "low") =>
  approveCustomer(manager, { key: newKey(), customerId, seen: await a.seenOf(database.db, customerId), riskRating });

describe("an organisation like one that a list names", () => {
  it("is found by its registered name and by a name it trades under, each entry once", async () => {
    const own = await submitted({ fullName: "Questor Maritime Trading GmbH" });
    const trading = await submitted({
      fullName: "Valletta Hafen KG",
      tradingNames: ["Questor Shipping", "Questor Maritime"],
    });
    for (const [id, tradingNames] of [
      [own, []],
      [trading, ["Questor Shipping", "Questor Maritime"]],
    ] as const) {
      const hits = await openHits(id);
      expect(hits).toHaveLength(1);
      const hit = await readHit(compliance, hits[0]?.id ?? "");
      expect(hit).toMatchObject({
        kind: "organisation",
        behind: null,
        birthDate: null,
        tradingNames,
        countries: ["AT"],
      });
      expect(hit.names.pairs.length).toBeGreaterThan(0);
    }
    const before = [await openHits(own), await openHits(trading)];
    await load();
    await rescreenCustomers(bank.system);
    expect([await openHits(own), await openHits(trading)]).toEqual(before);
    await expect(approve(own)).rejects.toMatchObject({ reason: "customer_under_review" });
  });

  it("is no person and no ship of a like name", async () => {
    expect(await openHits(await submitted({ fullName: "Sea Lantern GmbH" }))).toEqual([]);
    expect(await openHits(await submitted({ fullName: "Timur Varganov GmbH" }))).toEqual([]);
  });
});

describe("a person behind an organisation who is like one that a list names", () => {
  it("is found with their own facts, and stops the organisation until compliance clears them", async () => {
    const id = await submitted({ fullName: "Linden Handel OG" }, { ...LISTED, nationality: "UZ" });
    const [hit] = await openHits(id);
    expect(await readHit(compliance, hit?.id ?? "")).toMatchObject({
      fullName: "Timour Varganov",
      behind: "Linden Handel OG",
      birth: "same",
      country: "same",
      tradingNames: [],
    });
    await expect(approve(id)).rejects.toMatchObject({ reason: "customer_under_review" });
    expect(await hitsStopping(manager, id)).toEqual([]);
    await decideHit(compliance, {
      key: newKey(),
      hitId: hit?.id as never,
      decision: "clear",
      reason: "Another passport",
    });
    await approve(id);
  });

  it("is found when a list is loaded later, and what was cleared stays cleared", async () => {
    const id = await o.activeOrganisation({ officer, manager }, [amina], { fullName: "Spät Gelistet KG" });
    const join = {
      ...o.recordedCard(id, { fullName: "Festus Okonjo", birthDate: businessDate("1985-05-05") }),
      reason: "Joins",
    };
    await carried(savePerson, join, { maker: officer, checker: manager });
    expect(await openHits(id)).toEqual([]);
    await load(OKONJO);
    await rescreenCustomers(bank.system);
    const [hit] = await openHits(id);
    expect(hit?.name).toBe("OKONJO, Festus");
    await decideHit(compliance, { key: newKey(), hitId: hit?.id as never, decision: "clear", reason: "Checked" });
    await load(OKONJO);
    await rescreenCustomers(bank.system);
    expect(await openHits(id)).toEqual([]);
  });

  it("is found when somebody joins a customer, and stops its money", async () => {
    const id = await o.activeOrganisation({ officer, manager }, [amina], { fullName: "Nordwind Energie AG" });
    const join = { ...o.recordedCard(id, LISTED), reason: "New owner" };
    expect(await carried(savePerson, join, { maker: officer, checker: manager })).toBe("approved");
    expect(await openHits(id)).toHaveLength(1);
    expect((await hitsStopping(compliance, id)).map(({ name }) => name)).toEqual(["VARGANOFF, Timour"]);
  });

  it("stops it also when they are a customer with a likeness of their own", async () => {
    const listed = (await bank.customer("Nadim Al-Kharsani")).id;
    const id = await o.filledOrganisation(officer, [listed], { fullName: "Amman Teppiche OG" });
    await submitCustomer(officer, { key: newKey(), customerId: id });
    await sqlOf(
      database.admin,
    )`update customers set birth_date = '1970-01-01', nationality = 'JO' where id = ${listed}`;
    await load(OKONJO);
    await rescreenCustomers(bank.system);
    expect(await openHits(id)).toEqual([]);
    expect((await openHits(listed)).length).toBeGreaterThan(0);
    await expect(approve(id)).rejects.toMatchObject({ reason: "customer_under_review" });
    expect(await hitsStopping(compliance, id)).toHaveLength((await openHits(listed)).length);
  });

  it("prohibits it as soon as compliance confirms them, and no longer than that", async () => {
    const id = await o.activeOrganisation({ officer, manager }, [amina], { fullName: "Steinbruch Lassing OG" });
    const join = { ...o.recordedCard(id, LISTED), reason: "New owner" };
    await carried(savePerson, join, { maker: officer, checker: manager });
    const [hit] = await openHits(id);
    const second = await bank.staff("compliance_officer");
    const decide = (decision: "confirm" | "clear") =>
      carried(
        decideHit,
        { key: newKey(), hitId: hit?.id as never, decision, reason: "Compared" },
        { maker: compliance, checker: second },
      );
    const rating = async () =>
      (await sqlOf(database.db)`select risk_rating from customers where id = ${id}`)[0]?.risk_rating;
    await decide("confirm");
    expect(await rating()).toBe("prohibited");
    await decide("clear");
    expect(await rating()).toBe("high");
  });

  describe("once who is listed has left it", () => {
    const told = async (ctx: a.Staff) =>
      (
        await sqlOf(database.db)<{ kind: string }[]>`
          select kind from notices where user_id = ${ctx.actor.userId} and kind = 'listed_person_left'`
      ).length;
    const ratingOf = async (id: CustomerId) =>
      (await sqlOf(database.db)`select risk_rating from customers where id = ${id}`)[0]?.risk_rating;
    const lift = async (customerId: CustomerId) =>
      carried(
        liftProhibition,
        { key: newKey(), customerId, reason: "Looked at who is left" },
        { maker: compliance, checker: await bank.staff("compliance_officer") },
      );
    const confirm = async (hitId: string | undefined) =>
      carried(
        decideHit,
        { key: newKey(), hitId: hitId as never, decision: "confirm", reason: "Same person" },
        { maker: compliance, checker: await bank.staff("compliance_officer") },
      );
    const leave = async (customerId: CustomerId) => {
      const [person] = (await readCustomer(officer, customerId)).people.filter(
        ({ fullName }) => fullName === LISTED.fullName || fullName === "Nadim Al-Kharsani",
      );
      const left = { key: newKey(), customerId, personId: person?.id as never, reason: "Sold their share" };
      expect(await carried(removePerson, left, { maker: officer, checker: manager })).toBe("approved");
    };

    it("it stays prohibited, compliance is told, and two of its officers serve it again, with a senior manager asked", async () => {
      const id = await o.activeOrganisation({ officer, manager }, [amina], { fullName: "Moorbad Sankt Veit OG" });
      await carried(savePerson, { ...o.recordedCard(id, LISTED), reason: "New" }, { maker: officer, checker: manager });
      await confirm((await openHits(id))[0]?.id);
      await expect(lift(id)).rejects.toMatchObject({ reason: "still_listed" });
      const before = await told(compliance);
      await leave(id);
      expect(await told(compliance)).toBe(before + 1);
      expect(await ratingOf(id)).toBe("prohibited");
      const alone = { key: newKey(), customerId: id, reason: "Gone" };
      await expect(liftProhibition(manager, alone)).rejects.toMatchObject({ reason: "not_permitted" });
      expect(await liftProhibition(compliance, alone)).toHaveProperty("pending");
      expect(await ratingOf(id)).toBe("prohibited");
      expect(await lift(id)).toBe("approved");
      const now = await readCustomer(officer, id);
      expect(now).toMatchObject({ riskRating: "high", consent: { by: null } });
      expect(await hitsStopping(compliance, id)).toEqual([]);
      await expect(lift(id)).rejects.toMatchObject({ reason: "not_prohibited" });
      const senior = await bank.staff("branch_manager");
      const consented = async () => {
        await consentToCustomer(senior, { key: newKey(), customerId: id, reason: "Looked at who is left" });
        return (await sqlOf(database.db)`
          select rules from senior_consents where customer_id = ${id} and given_at is not null order by id`) as unknown;
      };
      expect(await consented()).toEqual([{ rules: ["was_prohibited"] }]);

      await carried(
        savePerson,
        { ...o.recordedCard(id, LISTED), reason: "Back" },
        { maker: officer, checker: manager },
      );
      const [again] = await openHits(id);
      expect(again).toMatchObject({ name: "VARGANOFF, Timour" });
      expect((await readCustomer(officer, id)).consent, "nothing new is asked for this").toMatchObject({
        by: senior.actor.name,
      });
      await confirm(again?.id);
      await leave(id);
      expect(await lift(id)).toBe("approved");
      expect(
        (await readCustomer(officer, id)).consent,
        "the consent before covers no second prohibition",
      ).toMatchObject({
        by: null,
      });
      expect(await consented()).toHaveLength(2);
    });

    it("and is a customer of their own, the organisation is served again while they are not", async () => {
      const listed = (await bank.customer("Nadim Al-Kharsani")).id;
      const id = await o.activeOrganisation({ officer, manager }, [amina, listed], { fullName: "Petra Gewürze OG" });
      await sqlOf(
        database.admin,
      )`update customers set birth_date = '1970-01-01', nationality = 'JO' where id = ${listed}`;
      await load(OKONJO);
      await rescreenCustomers(bank.system);
      const [hit] = await openHits(listed);
      await confirm(hit?.id);
      expect(await ratingOf(id)).toBe("prohibited");
      await leave(id);
      expect(await lift(id)).toBe("approved");
      expect([await ratingOf(id), await ratingOf(listed)]).toEqual(["high", "prohibited"]);
    });
  });
});
