import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import type { StaffActor } from "@/lib/core/context";
import { addDays } from "@/lib/core/dates";
import type { CustomerId, Id, UserId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { decideLikeness } from "@/lib/customers/decide-likeness";
import { readCustomer } from "@/lib/customers/profile-queries";
import { rejectCustomer } from "@/lib/customers/reject-customer";
import { returnCustomer } from "@/lib/customers/return-customer";
import { likenessesOf } from "@/lib/customers/review-queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { withdrawCustomer } from "@/lib/customers/withdraw-customer";
import { adoptAuthenticator } from "@/lib/identity/adopt-authenticator";
import { enrolCustomer } from "@/lib/identity/enrol-customer";
import { issueEnrolmentCode } from "@/lib/identity/issue-enrolment-code";
import { FRONT_DOOR } from "@/lib/identity/permissions";
import { askForProducts } from "@/lib/products/ask-for-products";
import type { Acts } from "./acts";
import { type DemoBank, submittedAt } from "./found";
import { customerPassword, demoCustomers, demoSecretOf } from "./people.mjs";
import type { Person } from "./person";

/** Customers whose identity document ran out since: nothing leaves their accounts. */
const LAPSING = ["Marek Dvořák", "Josef Huber"];

/** Takes a person's application as far as their state says; who becomes a customer gets accounts. */
export async function onboard(bank: DemoBank, acts: Acts, person: Person): Promise<void> {
  const officer = teamOf(bank, person).officer;
  const email = `${
    person.name
      .normalize("NFD")
      .replace(/[^A-Za-z]+/g, ".")
      .replace(/^\.|\.$/g, "")
      .toLowerCase() || "li.wei"
  }@example.com`;
  const { customerId } = await startOnboarding(acts.staff(officer), {
    key: acts.key(),
    fullName: person.name,
    birthDate: person.birthDate,
    nationality: person.country,
    phone: `+43660${String(1_200_000 + person.index * 7_919).padStart(7, "0")}`,
    email,
  });
  person.id = customerId;
  if (person.state === "draft") return;
  const streets = ["Hafengasse", "Lindenstraße", "Am Kai", "Bahnhofplatz", "Uferweg", "Alte Gasse"];
  await saveOnboardingDraft(acts.staff(officer), {
    section: "contact",
    customerId,
    phone: `+43660${String(1_200_000 + person.index * 7_919).padStart(7, "0")}`,
    email,
    street: `${streets[person.index % streets.length]} ${1 + ((person.index * 13) % 90)}`,
    postcode: person.branch === "001" ? `10${10 + (person.index % 22)}`.slice(0, 4) : "8010",
    city: person.city,
    country: "AT",
  });
  await saveOnboardingDraft(acts.staff(officer), {
    section: "document",
    customerId,
    documentKind: person.index % 3 === 0 ? "national_id" : "passport",
    documentCountry: person.country,
    documentNumber: `${person.country}${String(4_400_000 + person.index * 10_007)}`,
    documentIssuedOn: addDays(acts.today(), -400 - person.index),
    documentExpiresOn: addDays(acts.today(), LAPSING.includes(person.name) ? 91 : 1_500 + person.index * 11),
  });
  await saveOnboardingDraft(acts.staff(officer), {
    section: "declarations",
    customerId,
    taxCountry: "AT",
    taxNumber: `${10 + (person.index % 80)}-${String(100_000 + person.index * 3_571)}`,
    purpose: "daily_payments",
    sourceOfFunds: "salary",
    expectedMonthly: "to_10000",
    politicallyExposed: "no",
    exposure: undefined,
    consent: true,
  });
  await askForProducts(acts.staff(officer), {
    customerId,
    products: await productIds(bank, person.saves ? ["EVERYDAY", "SAVINGS"] : ["EVERYDAY"]),
  });
  if (person.state === "withdrawn") {
    await withdrawCustomer(acts.staff(officer), { key: acts.key(), customerId, reason: "Moves abroad" });
    return;
  }
  if (person.again) await toldApart(acts, officer, customerId, person.again);
  await submitCustomer(acts.staff(officer), { key: acts.key(), customerId });
  if (person.state === "pending") return;
  await decide(bank, acts, person);
}

/** The products of these codes, as an applicant asks for them. */
export async function productIds(bank: DemoBank, codes: readonly string[]): Promise<Id<"product">[]> {
  const versions = codes.map((code) => bank.products[code] as string);
  const rows = await sqlOf(bank.db)<{ id: Id<"product"> }[]>`
    select product_id as id from product_versions where id = any(${versions}::uuid[])`;
  return rows.map(({ id }) => id);
}

/** The officer believes that the applicant is nobody the bank knows. */
export async function toldApart(
  acts: Acts,
  officer: StaffActor,
  customerId: CustomerId,
  reason: string,
): Promise<void> {
  const ctx = acts.staff(officer);
  for (const { id: otherId, decision } of await likenessesOf(ctx, await readCustomer(ctx, customerId)))
    if (!decision) await decideLikeness(ctx, { key: acts.key(), customerId, otherId, decision: "different", reason });
}

async function decide(bank: DemoBank, acts: Acts, person: Person): Promise<void> {
  const { id: customerId } = person;
  if (!customerId) return;
  const { manager, officer } = teamOf(bank, person);
  const decision = { key: acts.key(), customerId, seen: await submittedAt(bank.db, "customers", customerId) };
  if (person.state === "returned")
    return void (await returnCustomer(acts.staff(manager), {
      ...decision,
      reason: "The address on the document differs. Ask for a registration form.",
    }));
  if (person.state === "rejected")
    return void (await rejectCustomer(acts.staff(manager), {
      ...decision,
      reason: "The document could not be verified.",
    }));
  await approveCustomer(acts.staff(manager), { ...decision, riskRating: person.index % 9 === 4 ? "medium" : "low" });
  if (person.accountless) return;
  const open = async (code: string) => {
    const opened = await openAccount(acts.staff(officer), {
      key: acts.key(),
      customerId,
      productVersionId: bank.products[code] as string,
    });
    return { id: opened.accountId, iban: opened.iban };
  };
  person.current = await open("EVERYDAY");
  if (person.saves) person.savings = await open("SAVINGS");
  await enrol(bank, acts, person);
}

/** Some set a password with their code; the others act in the seed as if they had. */
async function enrol(bank: DemoBank, acts: Acts, person: Person): Promise<void> {
  const customerId = person.id;
  if (!customerId) return;
  const signIn = demoCustomers.find((one) => one.name === person.name);
  let userId = newId<"user">() as UserId;
  if (signIn) {
    const { code } = await issueEnrolmentCode(acts.staff(teamOf(bank, person).officer), { customerId });
    const front = acts.job(FRONT_DOOR);
    userId = (await enrolCustomer(front, { code, signInName: signIn.signInName, password: customerPassword })).userId;
    await adoptAuthenticator(acts.job("set-up"), { userId, secret: demoSecretOf(signIn.signInName) });
  }
  person.actor = { kind: "customer", userId, name: person.name, customerId, sessionId: null };
}

/** The officers of a person's branch. */
export function teamOf(bank: DemoBank, person: Pick<Person, "branch">) {
  const suffix = person.branch === "001" ? "" : ".oldtown";
  const member = (role: string) => {
    const found = bank.staff[`${role}${suffix}`];
    if (!found) throw new Error(`No ${role} in branch ${person.branch}`);
    return found;
  };
  return {
    officer: member("service"),
    manager: member("manager"),
    lender: member("loans"),
    teller: member("teller"),
    custodian: member("custodian"),
  };
}
