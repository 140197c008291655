import { type Database, sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { savePerson } from "@/lib/customers/save-person";
import { startOrganisation } from "@/lib/customers/start-organisation";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { askForProducts } from "@/lib/products/ask-for-products";
import { newKey } from "./bank";

type Staff = Ctx<StaffActor, Database>;
type Register = Partial<Omit<Parameters<typeof startOrganisation>[1], "key">>;

let numbers = 0;

/** The draft of a company with a registration number of its own. */
export async function organisationDraft(officer: Staff, over: Register = {}): Promise<CustomerId> {
  const { customerId } = await startOrganisation(officer, {
    key: newKey(),
    fullName: "Hafenkontor GmbH",
    legalForm: "limited_company",
    registrationNo: `FN ${((++numbers * 7_919) % 900_000) + 100_000} a`,
    registerCountry: "AT",
    incorporatedOn: businessDate("2012-04-01"),
    ...over,
  });
  return customerId;
}

export const organisationContact = (customerId: CustomerId, over: object = {}) => ({
  section: "contact" as const,
  customerId,
  phone: "+43191234567",
  email: `office-${customerId}@example.com`,
  street: "Hafenstrasse 1",
  postcode: "1020",
  city: "Wien",
  country: "AT" as const,
  ...over,
});

export const business = (customerId: CustomerId) => ({
  section: "business" as const,
  customerId,
  activity: "Freight papers",
  taxCountry: "AT" as const,
  taxNumber: "12 345/6789",
  purpose: "business" as const,
  sourceOfFunds: "trade" as const,
  expectedMonthly: "to_50000" as const,
  consent: true,
});

/** The card of a customer who directs, signs and, with a share, owns. */
export const linkedCard = (customerId: CustomerId, linkedId: CustomerId, over: object = {}) => ({
  key: newKey(),
  customerId,
  linkedId,
  director: true,
  signatory: true,
  control: "none" as const,
  ...over,
});

/** The card of an owner who is no customer. */
export const recordedCard = (customerId: CustomerId, over: object = {}) => ({
  key: newKey(),
  customerId,
  fullName: "Jonas Brandt",
  birthDate: businessDate("1979-11-02"),
  nationality: "AT" as const,
  residence: "AT" as const,
  politicallyExposed: "no" as const,
  director: false,
  signatory: false,
  control: "direct" as const,
  share: 5_000,
  ...over,
});

/** A draft with everything filled; the first person directs and owns, and all sign. */
export async function filledOrganisation(
  officer: Staff,
  signatories: readonly CustomerId[],
  over: Register = {},
): Promise<CustomerId> {
  const id = await organisationDraft(officer, over);
  await saveOnboardingDraft(officer, organisationContact(id));
  for (const [at, one] of signatories.entries())
    await savePerson(
      officer,
      linkedCard(id, one, at === 0 ? { control: "direct", share: 2_500 } : { director: false }),
    );
  await saveOnboardingDraft(officer, business(id));
  await askForProducts(officer, { customerId: id, products: [] });
  await sqlOf(officer.db)`
    insert into likeness_decisions (id, customer_id, other_id, same, reason, decided_by)
    select gen_random_uuid(), ${id}, id, false, 'Another one', ${officer.actor.userId} from customers where id <> ${id}`;
  return id;
}

/** An organisation that is a customer, through the real commands. */
export async function activeOrganisation(
  { officer, manager }: { officer: Staff; manager: Staff },
  signatories: readonly CustomerId[],
  over: Register = {},
): Promise<CustomerId> {
  const customerId = await filledOrganisation(officer, signatories, over);
  await submitCustomer(officer, { key: newKey(), customerId });
  const [row] = await sqlOf(officer.db)<{ seen: string }[]>`
    select submitted_at::text as seen from customers where id = ${customerId}`;
  await approveCustomer(manager, { key: newKey(), customerId, seen: row?.seen ?? "", riskRating: "low" });
  return customerId;
}
