import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import type { CustomerRow } from "../customers/queries";
import { searchCustomers } from "../customers/search-queries";
import { readSearch, searchKind } from "../customers/search-query";
import { branchScope, may } from "../identity/authorize";
import { accountsEnding, exactThing, type FoundAccount } from "./exact-thing";
import { ibanProblem } from "./iban-problem";
import { commandForms, type Suggestion } from "./typed-command";

export type FoundLoan = { id: string; loanNo: string; customer: string; status: string };

/** `page` when the text names one thing exactly; otherwise what it may have meant, by kind. */
export type Found =
  | { page: string }
  | {
      kind: string;
      forms: Suggestion[];
      customers: CustomerRow[];
      more: boolean;
      accounts: FoundAccount[];
      loans: FoundLoan[];
      /** Why it leads nowhere, where that is known. */
      problem: string | null;
    };

/**
 * The one search of the staff's top bar. An exact account number, IBAN, reference, customer or loan number leads to its
 * page, which judges whether the viewer may see it; anything else answers the customers, accounts and loans of their scope.
 */
export async function find(ctx: Ctx<StaffActor>, typed: string): Promise<Found> {
  const text = typed.normalize("NFKC").trim().slice(0, 120);
  const forms = await commandForms(ctx, text);
  if (forms?.only && forms.items[0]) return { page: forms.items[0].href };
  const exact = await exactThing(ctx, text);
  if (exact) return { page: exact.page };
  const terms = readSearch(text);
  const [customers, accounts] = await Promise.all([
    terms && may(ctx.actor, "customer.read") ? searchCustomers(ctx, text, SHOWN) : NOBODY,
    accountsEnding(ctx, text),
  ]);
  const alike = customers.alike && accounts.length === 0;
  const shown = customers.alike && !alike ? [] : customers.rows;
  const loans = await loansOf(ctx, shown);
  const problem = shown.length + accounts.length === 0 ? ibanProblem(text) : null;
  const kind =
    accounts.length > 0
      ? `Account ··${text.slice(-4)}`
      : problem
        ? "IBAN"
        : alike
          ? "Spelled alike"
          : terms
            ? searchKind(terms)
            : "Nothing";
  return { kind, forms: forms?.items ?? [], customers: shown, more: customers.more, accounts, loans, problem };
}

const NOBODY = { rows: [], more: false, alike: false };
const SHOWN = 10;

/** Running loans of the customers found. */
async function loansOf(ctx: Ctx<StaffActor>, customers: readonly CustomerRow[]): Promise<FoundLoan[]> {
  if (customers.length === 0 || !may(ctx.actor, "loan.read")) return [];
  const sql = sqlOf(ctx.db);
  const scope = branchScope(ctx.actor, "loan.read");
  return sql<FoundLoan[]>`
    select l.id, l.loan_no as "loanNo", c.full_name as customer, l.status
    from loans l join customers c on c.id = l.customer_id
    where l.customer_id = any(${customers.map((row) => row.id)}::uuid[]) ${scope ? sql`and l.branch_id = ${scope}` : sql``}
      and l.status not in ('closed', 'rejected', 'withdrawn', 'cancelled')
    order by l.id desc limit ${SHOWN}`;
}
