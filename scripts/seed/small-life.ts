import { openAccount } from "@/lib/accounts/open-account";
import { placeHold } from "@/lib/accounts/place-hold";
import { setOverdraft } from "@/lib/accounts/set-overdraft";
import { addDays, businessDate } from "@/lib/core/dates";
import type { AccountId } from "@/lib/core/ids";
import { decimalText, money } from "@/lib/core/money";
import { openTermDeposit } from "@/lib/interest/open-term-deposit";
import type { Instruction } from "@/lib/interest/schema";
import { applyForAccount } from "@/lib/operations/apply-for-account";
import { closeAccount } from "@/lib/operations/close-account";
import { addBeneficiary } from "@/lib/payments/add-beneficiary";
import { exchangeNow } from "@/lib/payments/check-transfer";
import { createTransfer } from "@/lib/payments/create-transfer";
import { type Acts, TODAY } from "./acts";
import type { DemoBank } from "./found";
import { teamOf } from "./onboarding";
import { type Holder, isHolder } from "./person";
import { agreedBy } from "./set-limits";

/** Things that happen once: beneficiaries, a dollar account, an account opened and closed again, holds and a limit. */
export async function smallLife(bank: DemoBank, acts: Acts, number: number): Promise<void> {
  if (number === 40) await beneficiaries(bank, acts);
  if (number === 60) await dollars(bank, acts);
  if (number >= 84 && number % 14 === 0) await exchanged(bank, acts, number % 28 === 0);
  if (number === 75) await termDeposit(bank, acts, "Jonas Brandt", "500.00", "6", "renew_all");
  if (number === 110) await termDeposit(bank, acts, "Greta Vesterberg", "5000.00", "6", "pay_out");
  if (number === 300) await termDeposit(bank, acts, "Amina Okafor", "1000.00", "12", "renew_principal");
  if (number === 120) await openAndClose(bank, acts);
  if (acts.today() === TODAY) await heldAndLimited(bank, acts);
  if (acts.today() === TODAY) await appliesForDollars(bank, acts);
}

async function beneficiaries(bank: DemoBank, acts: Acts): Promise<void> {
  const landlord = holder(bank, "Greta Vesterberg");
  for (const [name, nickname, payee] of [
    ["Amina Okafor", "Landlord", landlord],
    ["Amina Okafor", undefined, holder(bank, "Jonas Brandt")],
    ["Jonas Brandt", "Rent", landlord],
    ["Lucia Sousa", undefined, holder(bank, "Amina Okafor")],
  ] as const) {
    const customer = acts.customer(holder(bank, name).actor);
    await addBeneficiary(customer, {
      key: acts.key(),
      customerId: undefined,
      name: payee.name,
      nickname,
      iban: payee.current.iban,
    });
  }
}

async function dollars(bank: DemoBank, acts: Acts): Promise<void> {
  const person = holder(bank, "Siobhán O’Brien");
  const { accountId, iban } = await openAccount(acts.staff(teamOf(bank, person).officer), {
    key: acts.key(),
    customerId: person.id,
    productVersionId: bank.products["EVERYDAY-USD"] as string,
  });
  dollarAccount = { id: accountId, iban };
}

let dollarAccount: { id: AccountId; iban: string };

/** Euros set aside in dollars once a month, and some taken back two weeks later, at the day's rates. */
async function exchanged(bank: DemoBank, acts: Acts, intoDollars: boolean): Promise<void> {
  const person = holder(bank, "Siobhán O’Brien");
  const customer = acts.customer(person.actor);
  const [from, to] = intoDollars ? [person.current, dollarAccount] : [dollarAccount, person.current];
  const give = intoDollars ? money(250_00n, "EUR") : money(60_00n, "USD");
  const { quote } = await exchangeNow(customer, give, intoDollars ? "USD" : "EUR");
  await createTransfer(customer, {
    key: acts.key(),
    from: from.id,
    to: to.iban,
    amount: decimalText(give.minor, give.currency),
    remittance: intoDollars ? "For the trip to Boston" : undefined,
    beneficiaryId: undefined,
    quote,
  });
}

/** Money left until a day; what happens then was told at the counter. */
async function termDeposit(
  bank: DemoBank,
  acts: Acts,
  name: string,
  amount: string,
  months: string,
  instruction: Instruction,
): Promise<void> {
  const person = holder(bank, name);
  await openTermDeposit(acts.staff(teamOf(bank, person).officer), {
    key: acts.key(),
    accountId: person.current.id,
    productVersionId: bank.products.FIXED as string,
    amount,
    months,
    instruction,
    present: undefined,
  });
}

async function openAndClose(bank: DemoBank, acts: Acts): Promise<void> {
  const person = holder(bank, "Jonas Brandt");
  const officer = teamOf(bank, person).officer;
  const opened = await openAccount(acts.staff(officer), {
    key: acts.key(),
    customerId: person.id,
    productVersionId: bank.products.SAVINGS as string,
  });
  const transfer = { amount: "50.00", remittance: undefined, beneficiaryId: undefined };
  await createTransfer(acts.customer(person.actor), {
    ...transfer,
    key: acts.key(),
    from: person.current.id,
    to: opened.iban,
  });
  await createTransfer(acts.customer(person.actor), {
    ...transfer,
    key: acts.key(),
    from: opened.accountId,
    to: person.current.iban,
  });
  await closeAccount(acts.staff(officer), {
    key: acts.key(),
    accountId: opened.accountId,
    reason: "Opened by mistake",
  });
}

async function heldAndLimited(bank: DemoBank, acts: Acts): Promise<void> {
  const person = holder(bank, "Amina Okafor");
  const { officer, manager } = teamOf(bank, person);
  const accountId = person.current.id;
  const { credit } = bank.staff;
  if (!credit) throw new Error("The demo bank has no credit approver");
  await agreedBy({ maker: manager, checker: credit }, acts, setOverdraft, {
    key: acts.key(),
    accountId,
    limit: "500.00",
    until: businessDate("2027-06-30"),
  });
  for (const hold of [
    { amount: "150.00", reason: "card", note: "Hotel Nyhavn", expiresOn: addDays(TODAY, 4) },
    { amount: "50.00", reason: "guarantee", note: "Key of the workshop", expiresOn: undefined },
  ] as const)
    await placeHold(acts.staff(officer), { key: acts.key(), accountId, ...hold });
}

/** An application that waits for an officer of the branch. */
async function appliesForDollars(bank: DemoBank, acts: Acts): Promise<void> {
  await applyForAccount(acts.customer(holder(bank, "Amina Okafor").actor), {
    key: acts.key(),
    productVersionId: bank.products["EVERYDAY-USD"] as string,
  });
}

function holder(bank: DemoBank, name: string): Holder {
  const person = bank.people.find((one) => one.name === name);
  if (!person || !isHolder(person)) throw new Error(`${name} has no account yet`);
  return person;
}
