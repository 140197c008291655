import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import type { Ctx, StaffActor } from "@/lib/core/context";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { decideHit } from "@/lib/customers/decide-hit";
import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { loadList } from "@/lib/screening/load-list";
import { newKey, type TestBank, testBank } from "../../support/bank";
import { type TestDatabase, testDatabase } from "../../support/database";
import { carried } from "../../support/second-person";
import { publishedAddresses, publishedAliases, publishedNames } from "../../vectors/screening-list";
import * as a from "../customers/applicants";

export let database: TestDatabase;
export let bank: TestBank;
export let officer: a.Staff;
export let manager: a.Staff;
export let compliance: a.Staff;
export let second: a.Staff;

/** A bank of their own for the tests of one file. */
export async function beginHits(): Promise<void> {
  database = await testDatabase();
  bank = await testBank(database.db);
  officer = await bank.staff("service_officer");
  manager = await bank.staff("branch_manager");
  compliance = await bank.staff("compliance_officer", "000");
  second = await bank.staff("compliance_officer", "000");
  await load();
  await rescreenCustomers(bank.system);
}

export let versions = 0;
export const load = (change: (names: string) => string = (names) => names) =>
  loadList(compliance, {
    key: newKey(),
    source: "ofac_sdn",
    version: `v${++versions}`,
    files: {
      names: Buffer.from(change(publishedNames) + "\r\n".repeat(versions)),
      aliases: Buffer.from(publishedAliases),
      addresses: Buffer.from(publishedAddresses),
    },
  });

export const LISTED = { fullName: "Timour Varganov", birthDate: "1961-03-04" };
export const hitsOf = (customerId: CustomerId) =>
  sqlOf(database.db)<{ id: string; status: string; name: string; score: number }[]>`
    select id, status, name, score from screening_hits where customer_id = ${customerId} order by id`;
export const openHit = async (customerId: CustomerId) => {
  const found = (await hitsOf(customerId)).find(({ status }) => status === "open");
  if (!found) throw new Error("No open hit");
  return found.id;
};
export const decide = (
  by: Ctx<StaffActor>,
  hitId: string,
  decision: "clear" | "confirm",
  reason = "Another date of birth",
) => decideHit(by, { key: newKey(), hitId: hitId as never, decision, reason });
export const confirm = (hitId: string) =>
  carried(
    decideHit,
    { key: newKey(), hitId: hitId as never, decision: "confirm", reason: "Same passport" },
    {
      maker: compliance,
      checker: second,
    },
  );
export const approve = async (customerId: CustomerId) =>
  approveCustomer(manager, {
    key: newKey(),
    customerId,
    seen: await a.seenOf(database.db, customerId),
    riskRating: "low",
  });

export const ratingOf = async (id: CustomerId) =>
  (
    await sqlOf(database.db)<{ rating: string | null }[]>`select risk_rating as rating from customers where id = ${id}`
  )[0]?.rating;
export const numberOf = async (id: CustomerId) =>
  (await sqlOf(database.db)<{ no: string }[]>`select customer_no as no from customers where id = ${id}`)[0]?.no;
export const opened = async (customerId: CustomerId, jointOwner?: string) => {
  const [version] = await sqlOf(database.db)<{ id: string }[]>`
    select v.id from product_versions v join products p on p.id = v.product_id where p.kind = 'current' limit 1`;
  return openAccount(officer, {
    key: newKey(),
    customerId,
    productVersionId: version?.id ?? "",
    jointOwner,
    signingRule: undefined,
  });
};
