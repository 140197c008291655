import { recordCustomerView } from "../audit/record-view";
import type { Ctx, StaffActor } from "../core/context";
import { formatDate } from "../core/dates";
import { formatPhone } from "../core/format-phone";
import { formatMaskedIban } from "../core/iban";
import { formatMoney, money } from "../core/money";
import { accountsStanding } from "../customers/accounts-standing";
import { accountsOf, type CustomerAccount, type CustomerRecord, readCustomer } from "../customers/profile-queries";
import { statusWords } from "../customers/rules";
import { documentNames } from "../customers/schema";
import { standingFlags } from "../customers/standing-flags";
import { may } from "../identity/authorize";
import { type Glance, known } from "./glance";

/** So many of their accounts are told one by one. */
const SHOWN = 4;

/**
 * One customer of the viewer's scope at a glance, before their page is opened: as many facts for a customer of a day as
 * for one of twenty years. The look is recorded (control 53).
 */
export async function glanceAtCustomer(ctx: Ctx<StaffActor>, id: string): Promise<Glance> {
  const customer = await readCustomer(ctx, id);
  const [accounts, standing] = await Promise.all([
    may(ctx.actor, "account.read") ? accountsOf(ctx, customer.id, SHOWN) : [],
    accountsStanding(ctx, customer.id),
    recordCustomerView(ctx, customer.id),
  ]);
  const { status, customerNo, phone, email, address, riskRating, branch } = customer;
  const open = accounts.filter((account) => account.status === "active");
  const more = standing.open - open.length;
  const rows = [...open.map(availableOn), ...(more > 0 ? [{ term: `${more} more`, value: "" }] : [])];
  return {
    title: customer.fullName,
    line: identityOf(customer),
    flags: [
      ...(status === "active" ? [] : [capitalised(statusWords(status))]),
      ...standingFlags(customer, standing, ctx.businessDate),
    ],
    facts: known([
      ["Customer", customerNo],
      ["Phone", phone && formatPhone(phone)],
      ["E-mail", email],
      ["Address", address && [address.street, address.city].filter(Boolean).join(", ")],
      ["Risk", riskRating && capitalised(riskRating)],
      ["Branch", branch],
    ]),
    amounts: rows.length > 0 ? { title: "Available", rows } : null,
  };
}

function identityOf({ birthDate, organisation, document }: CustomerRecord): string {
  return [
    organisation?.registrationNo ? `Register no. ${organisation.registrationNo}` : null,
    birthDate ? formatDate(birthDate) : null,
    document
      ? `${documentNames[document.kind]} ··${document.numberLast4} until ${formatDate(document.expiresOn)}`
      : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

function availableOn({ product, iban, currency, available, blocks }: CustomerAccount) {
  const term = `${product} ${formatMaskedIban(iban)}${blocks.length > 0 ? ", blocked" : ""}`;
  return { term, value: formatMoney(money(available, currency)) };
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
