import { sqlOf } from "@/db/client";
import { closeCustomer } from "@/lib/customers/close-customer";
import { closeAccount } from "@/lib/operations/close-account";
import { createTransfer } from "@/lib/payments/create-transfer";
import type { Acts } from "./acts";
import type { DemoBank } from "./found";
import { teamOf } from "./onboarding";
import { isHolder, type Person } from "./person";

/** Somebody leaves the bank: what they have goes to a friend, their account is closed, then they are. */
export async function leave(bank: DemoBank, acts: Acts, person: Person): Promise<void> {
  const friend = bank.people.find((one) => one.name === "Greta Vesterberg");
  if (!isHolder(person) || !friend || !isHolder(friend)) return;
  const [row] = await sqlOf(bank.db)<{ balance: bigint }[]>`
    select balance from account_balances where account_id = ${person.current.id}`;
  const left = row?.balance ?? 0n;
  if (left > 0n)
    await createTransfer(acts.customer(person.actor), {
      key: acts.key(),
      from: person.current.id,
      to: friend.current.iban,
      amount: `${left / 100n}.${String(left % 100n).padStart(2, "0")}`,
      remittance: "With thanks",
      beneficiaryId: undefined,
    });
  const officer = acts.staff(teamOf(bank, person).officer);
  const reason = "Moved to the daughter in Salzburg";
  await closeAccount(officer, { key: acts.key(), accountId: person.current.id, reason });
  await closeCustomer(officer, { key: acts.key(), customerId: person.id, reason });
  const gone: Person = person;
  gone.current = undefined;
}
