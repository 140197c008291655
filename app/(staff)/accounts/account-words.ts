import type { AccountKind, AccountOwner, AccountPage } from "@/lib/accounts/queries";
import { formatDate } from "@/lib/core/dates";
import { formatRate } from "@/lib/core/decimal";
import { formatMaskedIban } from "@/lib/core/iban";
import { documentNames } from "@/lib/customers/schema";

export const accountKinds: Record<AccountKind, string> = {
  current: "Current account",
  savings: "Savings account",
  term_deposit: "Term deposit",
};

const shortKinds: Record<AccountKind, string> = {
  current: "Current",
  savings: "Savings",
  term_deposit: "Term deposit",
};

export const cashKinds = {
  deposit: "Deposit",
  withdrawal: "Withdrawal",
  note_purchase: "Notes bought",
  note_sale: "Notes sold",
  transfer: "Transfer",
  cheque: "Cheque",
  loan_repayment: "Loan repayment",
} as const;

/** `Current ··4417`: enough to tell a customer's accounts apart. */
export function shortAccount(account: { kind: AccountKind; iban: string }): string {
  return `${shortKinds[account.kind]} ${formatMaskedIban(account.iban)}`;
}

/** The owners' names in a line. */
export function ownerNames(owners: readonly (string | { name: string })[]): string {
  return owners.map((owner) => (typeof owner === "string" ? owner : owner.name)).join(" and ");
}

/** `14 Mar 1988 · Passport ··6612 until 3 May 2029`. */
export function identityLine({
  birthDate,
  registrationNo,
  document,
}: Pick<AccountOwner, "birthDate" | "registrationNo" | "document">): string {
  const shown = document
    ? `${documentWords(document.kind)} ··${document.last4} until ${formatDate(document.expiresOn)}`
    : null;
  const register = registrationNo ? `Organisation, register no. ${registrationNo}` : null;
  return [birthDate ? formatDate(birthDate) : null, register, shown].filter(Boolean).join(" · ");
}

/** The terms of an account in a line under its name. */
export function termsLine(account: AccountPage): string {
  const organisation = account.owners.some(({ kind }) => kind === "organisation");
  const signing = organisation
    ? {
        any_one: "any one of its signatories signs",
        both: "nobody may sign",
        any_two: "any two of its signatories sign together",
      }[account.signingRule]
    : account.owners.length > 1
      ? {
          any_one: `any one of ${account.owners.length} owners may sign`,
          both: "both owners sign",
          any_two: "any two owners sign",
        }[account.signingRule]
      : null;
  return [
    `${account.product}, version ${account.productVersion}`,
    /[1-9]/.test(account.annualRate) ? `${formatRate(account.annualRate)} a year` : null,
    account.openedOn ? `opened ${formatDate(account.openedOn)}` : null,
    `${account.branch} branch`,
    signing,
  ]
    .filter(Boolean)
    .join(" · ");
}

function documentWords(kind: string): string {
  const names: Partial<Record<string, string>> = documentNames;
  return names[kind] ?? kind;
}
