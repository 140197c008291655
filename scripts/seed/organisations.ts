import { openAccount } from "@/lib/accounts/open-account";
import { businessDate } from "@/lib/core/dates";
import type { CustomerId } from "@/lib/core/ids";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { savePerson } from "@/lib/customers/save-person";
import { startOrganisation } from "@/lib/customers/start-organisation";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { bookIncoming } from "@/lib/payments/book-incoming";
import { createTransfer } from "@/lib/payments/create-transfer";
import { askForProducts } from "@/lib/products/ask-for-products";
import { type Acts, isMonthly } from "./acts";
import { type DemoBank, submittedAt } from "./found";
import { productIds, teamOf, toldApart } from "./onboarding";
import { isHolder } from "./person";

const ARRIVES = 92;
const DRAFT_ON = 362;
/** On these days two officers take the same boatyard on, the second from another paper. */
const BOATYARD_ON = 322;
const BOATYARD_AGAIN_ON = 349;

/** A company that two people sign for together, with its trade, and another whose application has just begun. */
export async function organisations(bank: DemoBank, acts: Acts, number: number): Promise<void> {
  if (number === ARRIVES) bank.company = await company(bank, acts);
  if (number > ARRIVES && isMonthly(acts.today(), 12)) await trade(bank, acts);
  // Its first trade pays its first rent.
  if (number > ARRIVES + 17 && isMonthly(acts.today(), 26)) await rent(bank, acts);
  if (number === BOATYARD_ON)
    await boatyard(bank, acts, { fullName: "Uferwerk Bootsbau KG", registrationNo: "FN 301557 m" });
  if (number === BOATYARD_AGAIN_ON)
    await boatyard(bank, acts, { fullName: "Bootsbau Uferwerk K.G.", registrationNo: "FN 301575 m" });
  if (number === DRAFT_ON) await beginning(bank, acts);
}

/** Its customers pay by transfer from other banks. */
async function trade({ staff, company }: DemoBank, acts: Acts): Promise<void> {
  if (!company) return;
  const month = acts.today().slice(0, 7);
  for (const [no, remitterName, whole] of [
    [1, "Verlag Steinbrück", 8_340],
    [2, "Schulverein Leopoldstadt", 2_615],
  ] as const)
    await bookIncoming(acts.staff(staff.operations), {
      key: acts.key(),
      iban: company.iban,
      amount: `${whole + Number(month.slice(5)) * 41}.00`,
      senderReference: `PAP-${month}-${no}`,
      remitterName,
      remittance: `Invoice ${month}-${no}`,
    });
}

/** At the counter, with both signatories there: its shop belongs to one of the bank's customers. */
async function rent(bank: DemoBank, acts: Acts): Promise<void> {
  const landlord = bank.people.find(({ name }) => name === "Greta Vesterberg")?.current;
  const { teller } = bank.staff;
  if (!bank.company || !landlord || !teller) return;
  await createTransfer(acts.staff(teller), {
    key: acts.key(),
    from: bank.company.id,
    to: landlord.iban,
    amount: "1450.00",
    remittance: "Shop, Am Kai 12",
    beneficiaryId: undefined,
    present: SIGNATORIES.map((name) => customerIdOf(bank, name)),
  });
}

const SIGNATORIES = ["Lucia Sousa", "Samuel Mensah"] as const;

async function company(bank: DemoBank, acts: Acts): Promise<NonNullable<DemoBank["company"]>> {
  const { officer, manager } = teamOf(bank, { branch: "001" });
  const { customerId } = await startOrganisation(acts.staff(officer), {
    key: acts.key(),
    fullName: "Donaublick Papierhandel GmbH",
    legalForm: "limited_company",
    tradingNames: ["Papier am Kai"],
    registrationNo: "FN 418822 k",
    registerCountry: "AT",
    incorporatedOn: businessDate("2014-05-19"),
    lei: undefined,
  });
  await saveOnboardingDraft(acts.staff(officer), {
    section: "contact",
    customerId,
    phone: "+4319123456",
    email: "office@papier-am-kai.example",
    street: "Am Kai 12",
    postcode: "1020",
    city: "Vienna",
    country: "AT",
  });
  const part = (name: string, over: object) => ({
    key: acts.key(),
    customerId,
    linkedId: customerIdOf(bank, name),
    director: true,
    signatory: true,
    control: "direct" as const,
    ...over,
  });
  await savePerson(acts.staff(officer), part(SIGNATORIES[0], { share: 5_100 }));
  await savePerson(acts.staff(officer), part(SIGNATORIES[1], { control: "none" }));
  await savePerson(acts.staff(officer), {
    key: acts.key(),
    customerId,
    fullName: "Rosalind Achterberg",
    birthDate: businessDate("1966-08-17"),
    nationality: "NL",
    residence: "AT",
    politicallyExposed: "no",
    director: false,
    signatory: false,
    control: "direct",
    share: 4_900,
  });
  await saveOnboardingDraft(acts.staff(officer), {
    section: "business",
    customerId,
    activity: "Paper and stationery, a shop and a wholesale trade in Vienna",
    taxCountry: "AT",
    taxNumber: "09 418/8221",
    purpose: "business",
    sourceOfFunds: "trade",
    expectedMonthly: "to_50000",
    consent: true,
  });
  await askForProducts(acts.staff(officer), { customerId, products: await productIds(bank, ["EVERYDAY"]) });
  await submitCustomer(acts.staff(officer), { key: acts.key(), customerId });
  const seen = await submittedAt(bank.db, "customers", customerId);
  await approveCustomer(acts.staff(manager), { key: acts.key(), customerId, seen, riskRating: "low" });
  const { accountId, iban } = await openAccount(acts.staff(officer), {
    key: acts.key(),
    customerId,
    productVersionId: bank.products.EVERYDAY as string,
    signingRule: "any_two",
  });
  return { id: accountId, iban };
}

async function boatyard(
  bank: DemoBank,
  acts: Acts,
  named: { fullName: string; registrationNo: string },
): Promise<void> {
  const { officer, manager } = teamOf(bank, { branch: "001" });
  const again = named.fullName.startsWith("Bootsbau");
  const { customerId } = await startOrganisation(acts.staff(officer), {
    key: acts.key(),
    ...named,
    legalForm: "partnership",
    tradingNames: undefined,
    registerCountry: "AT",
    incorporatedOn: businessDate("1998-03-02"),
    lei: undefined,
  });
  await saveOnboardingDraft(acts.staff(officer), {
    section: "contact",
    customerId,
    phone: again ? "+4315551298" : "+4315551289",
    email: "werft@uferwerk.example",
    street: "Donaulände 4",
    postcode: "1200",
    city: "Vienna",
    country: "AT",
  });
  const linkedId = customerIdOf(bank, again ? "Hannah Weiss" : "Samuel Mensah");
  const owns = { director: true, signatory: true, control: "direct" as const, share: again ? 4_000 : 6_000 };
  await savePerson(acts.staff(officer), { key: acts.key(), customerId, linkedId, ...owns });
  await saveOnboardingDraft(acts.staff(officer), {
    section: "business",
    customerId,
    activity: "Builds and mends boats",
    taxCountry: "AT",
    taxNumber: "12 301/5575",
    purpose: "business",
    sourceOfFunds: "trade",
    expectedMonthly: "to_10000",
    consent: true,
  });
  await askForProducts(acts.staff(officer), { customerId, products: await productIds(bank, ["EVERYDAY"]) });
  if (again) await toldApart(acts, officer, customerId, "Another number in the register");
  await submitCustomer(acts.staff(officer), { key: acts.key(), customerId });
  const seen = await submittedAt(bank.db, "customers", customerId);
  await approveCustomer(acts.staff(manager), { key: acts.key(), customerId, seen, riskRating: "low" });
  const productVersionId = bank.products.EVERYDAY as string;
  await openAccount(acts.staff(officer), { key: acts.key(), customerId, productVersionId });
}

async function beginning(bank: DemoBank, acts: Acts): Promise<void> {
  const { officer } = teamOf(bank, { branch: "001" });
  const { customerId } = await startOrganisation(acts.staff(officer), {
    key: acts.key(),
    fullName: "Verein Hafenchor Wien",
    legalForm: "association",
    tradingNames: undefined,
    registrationNo: "ZVR 1180427753",
    registerCountry: "AT",
    incorporatedOn: undefined,
    lei: undefined,
  });
  const linkedId = customerIdOf(bank, "Hannah Weiss");
  const card = { director: true, signatory: true, control: "none" as const };
  await savePerson(acts.staff(officer), { key: acts.key(), customerId, linkedId, ...card });
}

function customerIdOf(bank: DemoBank, name: string): CustomerId {
  const person = bank.people.find((one) => one.name === name);
  if (!person || !isHolder(person)) throw new Error(`${name} is no customer yet`);
  return person.id;
}
