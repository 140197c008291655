import type { CustomerActor } from "@/lib/core/context";
import { type BusinessDate, businessDate } from "@/lib/core/dates";
import type { AccountId, CustomerId, LoanId } from "@/lib/core/ids";
import { customers, type DemoCustomer } from "./customers";

/** A demo customer as the year goes on. */
export type Person = DemoCustomer & {
  index: number;
  birthDate: BusinessDate;
  id?: CustomerId;
  actor?: CustomerActor;
  current?: { id: AccountId; iban: string };
  savings?: { id: AccountId; iban: string };
  loanId?: LoanId;
  instalmentsPaid: number;
};

/** A person with an account. */
export type Holder = Person & Required<Pick<Person, "id" | "actor" | "current">>;

export function readPeople(): Person[] {
  return customers.map((one, index) => ({ ...one, index, birthDate: businessDate(one.born), instalmentsPaid: 0 }));
}

export function isHolder(person: Person): person is Holder {
  return person.current !== undefined && person.actor !== undefined && person.id !== undefined;
}
