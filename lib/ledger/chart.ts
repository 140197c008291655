import type { Executor } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BranchId, LedgerAccountId } from "../core/ids";
import { perProcess } from "../core/per-process";

type AccountClass = "asset" | "liability" | "equity" | "income" | "expense";
type ChartLine = {
  name: string;
  class: AccountClass;
  control?: true;
  headOfficeOnly?: true;
  /** Kept in the bank's own currency alone, or in every other one alone. */
  only?: "own" | "foreign";
  /** What records of their own say, and the bank proves against them: no journal is entered by hand. */
  kept?: true;
};

/**
 * The general ledger of the bank: one account per line, branch and currency. Control accounts are roll-ups of the
 * guarded accounts that name them and take no postings.
 */
export const chart = {
  "1010": { name: "Vault cash", class: "asset", control: true },
  "1020": { name: "Till cash", class: "asset", control: true },
  "1100": { name: "Settlement account at the central bank", class: "asset", headOfficeOnly: true },
  "1130": { name: "Cheques in clearing", class: "asset", headOfficeOnly: true, kept: true },
  "1200": { name: "Loans to customers", class: "asset", control: true },
  "1210": { name: "Interest receivable on loans", class: "asset", kept: true },
  "1220": { name: "Interest receivable on customers’ accounts", class: "asset", kept: true },
  "1310": { name: "Cash shortages to be cleared", class: "asset", kept: true },
  "1410": { name: "Prepaid expenses", class: "asset" },
  "1900": { name: "Interbranch", class: "asset", kept: true },
  "2010": { name: "Current accounts of customers", class: "liability", control: true },
  "2020": { name: "Savings accounts of customers", class: "liability", control: true },
  "2030": { name: "Term deposits of customers", class: "liability", control: true },
  "2210": { name: "Interest payable on deposits", class: "liability", kept: true },
  "2310": { name: "Cash overages to be cleared", class: "liability", kept: true },
  "2410": { name: "Accrued expenses", class: "liability" },
  "2910": { name: "Currency position", class: "liability", headOfficeOnly: true, only: "foreign", kept: true },
  "3010": { name: "Share capital", class: "equity", headOfficeOnly: true },
  "4010": { name: "Interest income on loans", class: "income" },
  "4020": { name: "Interest income on overdrafts", class: "income" },
  "4030": { name: "Interest income on deposits at negative rates", class: "income" },
  "4110": { name: "Fee income", class: "income" },
  "4210": { name: "Income from exchanging currencies", class: "income", only: "own" },
  "4220": { name: "Gains on currency positions", class: "income", headOfficeOnly: true, only: "own" },
  "5010": { name: "Interest expense on deposits", class: "expense" },
  "5220": { name: "Losses on currency positions", class: "expense", headOfficeOnly: true, only: "own" },
  "4310": { name: "Cash overages kept", class: "income" },
  "5310": { name: "Cash shortages borne", class: "expense" },
  "4910": { name: "Other income", class: "income" },
  "5410": { name: "Bank charges", class: "expense" },
  "5910": { name: "Other operating expenses", class: "expense" },
} as const satisfies Record<string, ChartLine>;

export type LineCode = keyof typeof chart;
/** What a position is worth in the bank's own currency: one account for each foreign one, at head office. */
type CounterValueCode = `1910-${Currency}`;
export type ChartCode = LineCode | CounterValueCode;

/** The counter-value account of a foreign currency; it is kept in the bank's own. */
export const counterValueCode = (currency: Currency): CounterValueCode => `1910-${currency}`;

export function chartLine(code: LineCode): ChartLine {
  return chart[code];
}

/** The lines of the chart on which journals are entered by hand, in a currency of the bank, by their number. */
export function journalLines(foreign: boolean): { code: LineCode; name: string }[] {
  return (Object.keys(chart) as LineCode[])
    .map((code) => ({ code, ...chartLine(code) }))
    .filter(({ control, kept, only }) => !control && !kept && (!only || (only === "foreign") === foreign))
    .map(({ code, name }) => ({ code, name }))
    .sort((a, b) => a.code.localeCompare(b.code));
}

export type GlAccount = {
  id: LedgerAccountId;
  code: ChartCode;
  currency: Currency;
  branchId: BranchId;
  normalSide: "debit" | "credit";
};

/** The general ledger accounts of all branches, and the head office; static facts, kept per database. */
export type Books = {
  headOffice: BranchId;
  gl(code: ChartCode, branchId: BranchId, currency: Currency): GlAccount;
};

/** A process serves one bank. */
const kept = perProcess<{ known?: Books | undefined }>("books", () => ({}));

/** The bank's general ledger accounts if this process has read them. */
export const knownBooks = (): Books | undefined => kept.known;

/** The bank's general ledger accounts, read once per process and again when branches or currencies were added. */
export async function readBooks(db: Executor, fresh = false): Promise<Books> {
  const sql = sqlOf(db);
  if (kept.known && !fresh) return kept.known;
  const [accounts, [office]] = await Promise.all([
    sql<GlAccount[]>`
      select id, code, currency, branch_id as "branchId", normal_side as "normalSide" from ledger_accounts where kind = 'gl'`,
    sql<{ id: BranchId }[]>`select id from branches where head_office`,
  ]);
  if (!office) throw new Error("The bank has no head office");
  const byPlace = new Map(
    accounts.map((account) => [`${account.code} ${account.branchId} ${account.currency}`, account]),
  );
  const books: Books = {
    headOffice: office.id,
    gl(code, branchId, currency) {
      const account = byPlace.get(`${code} ${branchId} ${currency}`);
      if (!account) {
        // A branch may have been opened by another process meanwhile: the books are read again when the act is repeated.
        kept.known = undefined;
        throw Object.assign(new Error(`No account ${code} in ${currency} for branch ${branchId}`), { code: "40001" });
      }
      return account;
    },
  };
  kept.known = books;
  return books;
}
