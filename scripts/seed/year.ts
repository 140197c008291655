import { type BusinessDate, daysBetween } from "@/lib/core/dates";
import { withoutFailure } from "@/lib/ledger/money-command";
import { bookIncoming } from "@/lib/payments/book-incoming";
import { createTransfer } from "@/lib/payments/create-transfer";
import { accountsLife } from "./accounts-life";
import { type Acts, FIRST_DAY, isMonthly, numbers, weekday } from "./acts";
import { bankCharges } from "./bank-charges";
import { cashDay } from "./cash-day";
import type { DemoBank } from "./found";
import { leave } from "./leave";
import { applyAndWait, repayDue, startLoan } from "./lending";
import { minors } from "./minors";
import { onboard } from "./onboarding";
import { organisations } from "./organisations";
import { type Holder, isHolder, type Person } from "./person";
import { rateOfDay } from "./rates";
import { smallLife } from "./small-life";

/** One day of the demo bank, with everything its people do on it; the day is cut and closed by the caller. */
export async function liveDay(bank: DemoBank, acts: Acts): Promise<void> {
  const day = acts.today();
  const number = daysBetween(FIRST_DAY, day);
  if (exchanges(day)) await rateOfDay(bank, acts);
  for (const person of bank.people) {
    if (person.arrives === number) await onboard(bank, acts, person);
    if (person.leaves === number) await leave(bank, acts, person);
  }
  if (isMonthly(day, 25)) await salaries(bank, acts);
  if (isMonthly(day, 1)) await rents(bank, acts);
  if (isMonthly(day, 3)) await bankCharges(bank, acts);
  if (isMonthly(day, 27)) await savings(bank, acts);
  for (const person of bank.people)
    if (person.loan?.start === day && isHolder(person)) await startLoan(bank, acts, person);
  await repayDue(bank, acts);
  if (exchanges(day)) {
    await cashDay(bank, acts, "001");
    await cashDay(bank, acts, "002");
  }
  await friends(bank, acts, number);
  await smallLife(bank, acts, number);
  await organisations(bank, acts, number);
  await minors(bank, acts, number);
  await accountsLife(bank, acts);
  await applyAndWait(bank, acts, number);
}

/** Mondays and Thursdays the counters are busy, and currencies are exchanged. */
const exchanges = (day: BusinessDate) => weekday(day) === 1 || weekday(day) === 4;

const employers = [
  "Hafenkontor GmbH",
  "Nordlicht Energie AG",
  "Linden Bakery",
  "Stadtwerke Graz",
  "Adler Maschinenbau",
  "Vesterbro Ejendomme",
];

async function salaries(bank: DemoBank, acts: Acts): Promise<void> {
  const day = acts.today();
  const operations = acts.staff(bank.staff.operations);
  const paid = holders(bank).filter((person) => person.salary !== undefined);
  await done(
    bookIncoming.many(
      paid.map((person) => ({
        ctx: operations,
        input: {
          key: acts.key(),
          iban: person.current.iban,
          amount: `${person.salary}.${String((person.index * 37) % 100).padStart(2, "0")}`,
          senderReference: `SAL-${day.slice(0, 7)}-${String(person.index).padStart(3, "0")}`,
          remitterName: employers[person.index % employers.length] as string,
          remittance: `Salary ${day.slice(0, 7)}`,
        },
      })),
    ),
  );
}

async function rents(bank: DemoBank, acts: Acts): Promise<void> {
  const landlord = bank.people.find((person) => person.name === "Greta Vesterberg");
  if (!landlord || !isHolder(landlord)) return;
  await transferAll(bank, acts, (person) =>
    person.rent && person !== landlord ? { to: landlord.current.iban, whole: person.rent, note: "Rent" } : null,
  );
}

async function savings(bank: DemoBank, acts: Acts): Promise<void> {
  await transferAll(bank, acts, (person) =>
    person.saves && person.savings ? { to: person.savings.iban, whole: person.saves, note: "Monthly saving" } : null,
  );
}

type Payment = { to: string; whole: number; note: string };

/** Standing habits: everyone pays in one batch; who has too little is refused, as in life. */
async function transferAll(bank: DemoBank, acts: Acts, payment: (person: Holder) => Payment | null): Promise<void> {
  const calls = holders(bank).flatMap((person) => {
    const pays = payment(person);
    if (!pays) return [];
    const input = {
      key: acts.key(),
      from: person.current.id,
      to: pays.to,
      amount: `${pays.whole}.00`,
      remittance: pays.note,
      beneficiaryId: undefined,
    };
    return [{ ctx: acts.customer(person.actor), input }];
  });
  (await createTransfer.many(calls)).map(withoutFailure);
}

/** A few people a day send each other something. */
async function friends(bank: DemoBank, acts: Acts, number: number): Promise<void> {
  const random = numbers(number * 7919 + 17);
  const all = holders(bank);
  if (all.length < 4) return;
  const notes = [
    "Dinner",
    "Concert tickets",
    "Thank you",
    "Groceries",
    "Birthday present",
    "Train to Graz",
    "Shared taxi",
  ];
  for (let n = 0; n < 3; n += 1) {
    const [from, to] = [all[Math.floor(random() * all.length)], all[Math.floor(random() * all.length)]];
    if (!from || !to || from === to) continue;
    const amount = `${5 + Math.floor(random() * 90)}.${String(Math.floor(random() * 100)).padStart(2, "0")}`;
    const remittance = notes[Math.floor(random() * notes.length)];
    const input = {
      key: acts.key(),
      from: from.current.id,
      to: to.current.iban,
      amount,
      remittance,
      beneficiaryId: undefined,
    };
    (await createTransfer.many([{ ctx: acts.customer(from.actor), input }])).map(withoutFailure);
  }
}

function holders(bank: DemoBank): Holder[] {
  return bank.people.filter((person: Person): person is Holder => isHolder(person));
}

/** Fails the seed when the bank refuses what must work. */
async function done<T>(outcomes: Promise<(T | Error)[]>): Promise<void> {
  const failed = (await outcomes).find((outcome) => outcome instanceof Error);
  if (failed instanceof Error) throw failed;
}
