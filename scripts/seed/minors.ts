import { addGuardian } from "@/lib/accounts/add-guardian";
import { openAccount } from "@/lib/accounts/open-account";
import { businessDate, formatDate } from "@/lib/core/dates";
import { approveCustomer } from "@/lib/customers/approve-customer";
import { readCustomer } from "@/lib/customers/profile-queries";
import { saveOnboardingDraft } from "@/lib/customers/save-onboarding-draft";
import { startOnboarding } from "@/lib/customers/start-onboarding";
import { submitCustomer } from "@/lib/customers/submit-customer";
import { bookIncoming } from "@/lib/payments/book-incoming";
import { askForProducts } from "@/lib/products/ask-for-products";
import { type Acts, isMonthly } from "./acts";
import { type DemoBank, submittedAt } from "./found";
import { productIds, teamOf } from "./onboarding";
import { isHolder } from "./person";

const ARRIVES = 204;
let iban: string | undefined;

/** A pupil with an account of her own, for whom her father signs. */
export async function minors(bank: DemoBank, acts: Acts, number: number): Promise<void> {
  if (number === ARRIVES) iban = await pupil(bank, acts);
  if (!iban || !isMonthly(acts.today(), 2)) return;
  await bookIncoming(acts.staff(bank.staff.operations), {
    key: acts.key(),
    iban,
    amount: "25.00",
    senderReference: `POCKET-${acts.today().slice(0, 7)}`,
    remitterName: "Samuel Mensah",
    remittance: `Pocket money, ${formatDate(acts.today()).slice(2).trim()}`,
  });
}

async function pupil(bank: DemoBank, acts: Acts): Promise<string | undefined> {
  const father = bank.people.find(({ name }) => name === "Samuel Mensah");
  if (!father || !isHolder(father)) return undefined;
  const { officer, manager } = teamOf(bank, { branch: "001" });
  const ctx = acts.staff(officer);
  const { customerId } = await startOnboarding(ctx, {
    key: acts.key(),
    fullName: "Efua Addo",
    birthDate: businessDate("2012-06-18"),
    nationality: "GH",
    phone: "+436609912012",
    email: "efua.addo@example.com",
  });
  await saveOnboardingDraft(ctx, {
    section: "contact",
    customerId,
    phone: "+436609912012",
    email: "efua.addo@example.com",
    street: "Uferweg 12",
    postcode: "1020",
    city: "Vienna",
    country: "AT",
  });
  await saveOnboardingDraft(ctx, {
    section: "document",
    customerId,
    documentKind: "passport",
    documentCountry: "GH",
    documentNumber: "GH7712012",
    documentIssuedOn: businessDate("2025-01-20"),
    documentExpiresOn: businessDate("2030-01-19"),
  });
  await saveOnboardingDraft(ctx, {
    section: "declarations",
    customerId,
    taxCountry: "AT",
    taxNumber: undefined,
    purpose: "savings",
    sourceOfFunds: "inheritance",
    expectedMonthly: "to_2000",
    politicallyExposed: "no",
    exposure: undefined,
    consent: true,
  });
  const { customerNo } = await readCustomer(ctx, father.id);
  await addGuardian(ctx, {
    key: acts.key(),
    customerId,
    guardianNo: customerNo,
    basis: "parent",
    paper: "Birth certificate 4417/2012, Accra",
  });
  await askForProducts(ctx, { customerId, products: await productIds(bank, ["YOUNG"]) });
  await submitCustomer(ctx, { key: acts.key(), customerId });
  const seen = await submittedAt(bank.db, "customers", customerId);
  await approveCustomer(acts.staff(manager), { key: acts.key(), customerId, seen, riskRating: "low" });
  const productVersionId = bank.products.YOUNG as string;
  return (await openAccount(ctx, { key: acts.key(), customerId, productVersionId })).iban;
}
