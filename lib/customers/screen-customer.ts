import type { TxCtx } from "../core/context";
import { type ScreenedCustomer, screenCustomers } from "../screening/screen-customers";
import type { CustomerFacts } from "./lock-customer";

/** Compares one customer as they stand with the screening lists, and with an organisation the people behind it. */
export async function screenCustomer(ctx: TxCtx, customer: CustomerFacts): Promise<void> {
  await screenCustomers(ctx, screenedOf(customer));
}

type Screened = Pick<
  CustomerFacts,
  "id" | "kind" | "fullName" | "birthDate" | "nationality" | "address" | "organisation" | "people"
>;

/** Whom the bank compares for a customer: those of its people who are customers are compared as such. */
export function screenedOf(customer: Screened): ScreenedCustomer[] {
  const { id, kind, fullName, birthDate, nationality, address, organisation, people } = customer;
  const own: ScreenedCustomer = {
    id,
    kind,
    fullName,
    birthDate,
    countries: known(nationality, organisation?.registerCountry, address?.country),
  };
  if (organisation) own.otherNames = organisation.tradingNames;
  const recorded = people.filter((person) => person.customerId === null);
  return [
    own,
    ...recorded.map(
      (person): ScreenedCustomer => ({
        id,
        personId: person.id,
        kind: "individual",
        fullName: person.fullName,
        birthDate: person.birthDate,
        countries: known(person.nationality, person.residence),
      }),
    ),
  ];
}

function known(...countries: (string | null | undefined)[]): string[] {
  return [...new Set(countries.filter((one) => one != null))];
}
