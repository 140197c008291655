import { sqlOf } from "@/db/client";
import { openAccount } from "@/lib/accounts/open-account";
import { placeBlock } from "@/lib/accounts/place-block";
import { createTransfer } from "@/lib/payments/create-transfer";
import { payInCheque } from "@/lib/payments/pay-in-cheque";
import { addProductVersion } from "@/lib/products/add-product-version";
import { type Acts, TODAY } from "./acts";
import type { DemoBank } from "./found";
import { teamOf } from "./onboarding";
import { type Holder, isHolder } from "./person";

/** On the last day: a joint account that both must sign for, a block, a freeze, and savings terms announced for the new year. */
export async function accountsLife(bank: DemoBank, acts: Acts): Promise<void> {
  await cheques(bank, acts);
  if (acts.today() !== TODAY) return;
  await jointAccount(bank, acts, holder(bank, "Björn Þórsson"), holder(bank, "Olena Kovalenko"));
  const stopped = holder(bank, "Giulia Romano");
  await placeBlock(acts.staff(teamOf(bank, stopped).manager), {
    key: acts.key(),
    accountId: stopped.current.id,
    kind: "debit",
    reason: "Card and phone reported stolen",
  });
  const frozen = holder(bank, "Pavel Horváth");
  const { compliance } = bank.staff;
  if (!compliance) throw new Error("No compliance officer");
  await placeBlock(acts.staff(compliance), {
    key: acts.key(),
    accountId: frozen.current.id,
    kind: "freeze",
    reason: "Court order 14 Cg 220/26",
  });
  await newTerms(acts);
  await payPerUse(bank, acts, holder(bank, "Hannah Weiss"));
}

/** A cheque that should clear on the last day, and one that was paid in on it. */
async function cheques(bank: DemoBank, acts: Acts): Promise<void> {
  const paidIn: Partial<Record<string, { name: string; bank: string; number: string; amount: string }>> = {
    "2026-11-20": { name: "Hannah Weiss", bank: "Danube Savings Bank", number: "00417734", amount: "320.00" },
    [TODAY]: { name: "Anna Nowak", bank: "Bank of the Harbour", number: "10098216", amount: "145.50" },
  };
  const cheque = paidIn[acts.today()];
  if (!cheque) return;
  const { name, ...drawn } = cheque;
  const owner = holder(bank, name);
  const { teller } = bank.staff;
  if (!teller) throw new Error("No teller");
  const drawnOn = acts.today();
  await payInCheque(acts.staff(teller), { key: acts.key(), iban: owner.current.iban, ...drawn, drawnOn });
}

/** An account that costs nothing by itself and something for everything that is done on it. */
async function payPerUse(bank: DemoBank, acts: Acts, owner: Holder): Promise<void> {
  const { productVersionId } = await addProductVersion(acts.job("set-up"), {
    key: acts.key(),
    code: "BASIC",
    kind: "current",
    name: "Basic",
    currency: "EUR",
    effectiveFrom: TODAY,
    annualRate: "0",
    dayCount: "30/360",
    minimumAge: 0,
    fees: [
      { kind: "withdrawal", amountMinor: 100n, rate: "0.005", minMinor: 150n, maxMinor: 1_000n },
      { kind: "transfer", amountMinor: 75n },
      { kind: "closing", amountMinor: 500n },
      { kind: "cheque_returned", amountMinor: 900n },
    ],
  });
  const { iban } = await openAccount(acts.staff(teamOf(bank, owner).officer), {
    key: acts.key(),
    customerId: owner.id,
    productVersionId,
  });
  await createTransfer(acts.customer(owner.actor), {
    key: acts.key(),
    from: owner.current.id,
    to: iban,
    amount: "400.00",
    remittance: "To begin with",
    beneficiaryId: undefined,
  });
}

async function jointAccount(bank: DemoBank, acts: Acts, owner: Holder, other: Holder): Promise<void> {
  const [row] = await sqlOf(bank.db)<{ no: string }[]>`select customer_no as no from customers where id = ${other.id}`;
  const { iban } = await openAccount(acts.staff(teamOf(bank, owner).officer), {
    key: acts.key(),
    customerId: owner.id,
    productVersionId: bank.products.EVERYDAY as string,
    jointOwner: row?.no,
    signingRule: "both",
  });
  await createTransfer(acts.customer(owner.actor), {
    key: acts.key(),
    from: owner.current.id,
    to: iban,
    amount: "250.00",
    remittance: "Household",
    beneficiaryId: undefined,
  });
}

function newTerms(acts: Acts) {
  return addProductVersion(acts.job("set-up"), {
    key: acts.key(),
    code: "SAVINGS",
    kind: "savings",
    name: "Savings",
    currency: "EUR",
    effectiveFrom: "2027-01-01",
    annualRate: "0.0175",
    dayCount: "Act/365F",
    minimumAge: 0,
    eligibleFor: "individual",
    minimumBalanceMinor: 10_000n,
    debitLimitMinor: 2_500_000n,
    tierMethod: "band",
    tiers: [
      { fromMinor: 1_000_000n, annualRate: "0.0225" },
      { fromMinor: 5_000_000n, annualRate: "0.025" },
    ],
    fees: [
      { kind: "below_minimum", amountMinor: 200n },
      { kind: "closing", amountMinor: 1_000n },
    ],
  });
}

function holder(bank: DemoBank, name: string): Holder {
  const person = bank.people.find((one) => one.name === name);
  if (!person || !isHolder(person)) throw new Error(`${name} has no account yet`);
  return person;
}
