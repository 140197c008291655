import { closeAccount } from "@/lib/accounts/close-account";
import { closeCustomer } from "@/lib/customers/close-customer";
import type { Acts } from "./acts";
import type { DemoBank } from "./found";
import { teamOf } from "./onboarding";
import { isHolder, type Person } from "./person";

/** Somebody leaves the bank: their empty account is closed, then they are. */
export async function leave(bank: DemoBank, acts: Acts, person: Person): Promise<void> {
  if (!isHolder(person)) return;
  const officer = acts.staff(teamOf(bank, person).officer);
  const reason = "Moved to the daughter in Salzburg";
  await closeAccount(officer, { key: acts.key(), accountId: person.current.id, reason });
  await closeCustomer(officer, { key: acts.key(), customerId: person.id, reason });
  const gone: Person = person;
  gone.current = undefined;
}
