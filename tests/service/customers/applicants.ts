import { type Database, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { askForProducts } from "@/lib/products/ask-for-products";
import { newKey } from "../../support/bank";

export type Staff = Ctx<StaffActor, Database>;
type Person = {
  fullName?: string;
  birthDate?: string;
  phone?: string;
  email?: string;
  number?: string;
  country?: "AT" | "DE";
};

let numbers = 1_000_000;
export const newDocumentNumber = () => `XK${++numbers}`;

/** A draft with nothing but a name. */
export async function draft(officer: Staff, fullName = "Amina Okafor"): Promise<CustomerId> {
  return (await startOnboarding(officer, { key: newKey(), fullName })).customerId;
}

export const contact = (customerId: CustomerId, over: object = {}) => ({
  section: "contact" as const,
  customerId,
  phone: "+436601234567",
  email: "amina@example.com",
  street: "Am Hafen 4",
  postcode: "1020",
  city: "Wien",
  country: "AT" as const,
  ...over,
});

export const passport = (customerId: CustomerId, documentNumber: string | undefined, over: object = {}) => ({
  section: "document" as const,
  customerId,
  documentKind: "passport" as const,
  documentCountry: "AT" as const,
  documentNumber,
  documentIssuedOn: businessDate("2020-05-03"),
  documentExpiresOn: businessDate("2030-05-03"),
  ...over,
});

/** A draft with every section filled. */
export async function filled(officer: Staff, person: Person = {}): Promise<CustomerId> {
  const { fullName = "Amina Okafor", birthDate = "1988-03-14", number = newDocumentNumber() } = person;
  const facts = { fullName, birthDate: businessDate(birthDate), nationality: "AT" as const };
  const { customerId } = await startOnboarding(officer, { key: newKey(), ...facts });
  const { phone = "+436601234567", email = "amina@example.com" } = person;
  await saveOnboardingDraft(officer, { ...contact(customerId), phone, email });
  await saveOnboardingDraft(
    officer,
    passport(customerId, number, person.country ? { documentCountry: person.country } : {}),
  );
  await declare(officer, customerId);
  await askForProducts(officer, { customerId, products: [] });
  await toldApart(officer, customerId);
  return customerId;
}

/** Plain declarations: pays tax at home, lives on a salary, holds no office. */
export async function declare({ db }: Staff, customerId: CustomerId): Promise<void> {
  await sqlOf(db)`
    insert into customer_declarations (customer_id, tax_country, purpose, source_of_funds, expected_monthly, politically_exposed, consent_version)
    values (${customerId}, 'AT', 'daily_payments', 'salary', 'to_10000', false, '2026-01')`;
}

/** The applicants of tests share their facts: each is told to be another than all before. */
export async function toldApart({ db, actor }: Staff, customerId: CustomerId): Promise<void> {
  await sqlOf(db)`
    insert into likeness_decisions (id, customer_id, other_id, same, reason, decided_by)
    select gen_random_uuid(), ${customerId}, id, false, 'Another person', ${actor.userId} from customers
    where id <> ${customerId} and not exists (select from likeness_decisions where customer_id = ${customerId} and other_id = customers.id
      and facts = likeness_facts(${customerId}, customers.id))`;
}

/** An application that waits for the branch manager. */
export async function submitted(officer: Staff, person: Person = {}): Promise<CustomerId> {
  const customerId = await filled(officer, person);
  await submitCustomer(officer, { key: newKey(), customerId });
  return customerId;
}

/** An active customer, through the real commands. */
export async function active(officer: Staff, manager: Staff, person: Person = {}): Promise<CustomerId> {
  const customerId = await submitted(officer, person);
  const seen = await seenOf(officer.db, customerId);
  await approveCustomer(manager, { key: newKey(), customerId, seen, riskRating: "low" });
  return customerId;
}

/** When an application was last submitted, as its page carries it. */
export async function seenOf(db: Database, customerId: CustomerId): Promise<string> {
  const [row] = await sqlOf(db)<{ seen: string }[]>`
    select submitted_at::text as seen from customers where id = ${customerId}`;
  return row?.seen ?? "never";
}

export async function rowOf(db: Database, customerId: CustomerId) {
  const [row] = await sqlOf(db)<
    {
      status: string;
      fullName: string;
      riskRating: string | null;
      decidedBy: string | null;
      decisionReason: string | null;
      searchText: string;
      customerNo: string;
    }[]
  >`
    select status, full_name as "fullName", risk_rating as "riskRating", decided_by as "decidedBy",
      decision_reason as "decisionReason", search_text as "searchText", customer_no as "customerNo"
    from customers where id = ${customerId}`;
  return row;
}

/** The acts that were done to a customer, in their order. */
export async function actsOn(db: Database, customerId: CustomerId): Promise<string[]> {
  const rows = await sqlOf(db)<{ act: string }[]>`
    select act from audit_events where customer_id = ${customerId} and result = 'done' order by id`;
  return rows.map((row) => row.act);
}

/** The latest refusal of an act by somebody. */
export async function refusalOf(by: Staff, act: string): Promise<string | null | undefined> {
  const [row] = await sqlOf(by.db)<{ reason: string | null }[]>`
    select reason from audit_events where act = ${act} and actor_id = ${by.actor.userId} and result = 'refused'
    order by id desc limit 1`;
  return row?.reason;
}
