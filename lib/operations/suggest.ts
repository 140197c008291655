import type { Ctx, StaffActor } from "../core/context";
import { formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import type { CustomerRow } from "../customers/queries";
import { searchCustomers } from "../customers/search-queries";
import { readSearch, searchKind } from "../customers/search-query";
import { branchScope, may } from "../identity/authorize";
import { accountsEnding, exactThing } from "./exact-thing";
import { ibanProblem } from "./iban-problem";
import { commandForms, type Suggestion } from "./typed-command";

/**
 * `only` when the text names exactly one thing, so that Enter alone may open it; never for a name. `kind`: what the text
 * was taken for. `problem`: why it leads nowhere, where that is known.
 */
export type Suggestions = {
  items: Suggestion[];
  only: boolean;
  alike: boolean;
  more: boolean;
  kind: string | null;
  problem: string | null;
};

const SHOWN = 8;

/** What the one search may mean while it is still being typed: the closest few, of the viewer's scope. */
export async function suggest(ctx: Ctx<StaffActor>, typed: string): Promise<Suggestions> {
  const text = typed.normalize("NFKC").trim().slice(0, 120);
  if ([...text].length < 2 && /^[\p{ASCII}]*$/u.test(text)) return NOTHING;
  const forms = await commandForms(ctx, text);
  if (forms && forms.items.length > 0) return { ...NOTHING, ...forms };
  const [exact, accounts, customers] = await Promise.all([
    exactThing(ctx, text),
    accountsEnding(ctx, text),
    may(ctx.actor, "customer.read") ? searchCustomers(ctx, text, SHOWN) : NOBODY,
  ]);
  if (exact)
    return {
      ...NOTHING,
      items: [{ href: exact.page, title: exact.word, facts: exact.owner ? [exact.owner] : [] }],
      only: true,
    };
  const withBranch = branchScope(ctx.actor, "customer.read") === null;
  const items = [
    ...accounts.map((account) => ({
      href: `/accounts/${account.id}`,
      title: formatIban(account.iban),
      facts: [account.product, account.owner],
    })),
    ...customers.rows.map((row) => ({
      href: `/customers/${row.id}`,
      title: row.fullName,
      facts: factsOf(row, withBranch),
      flags: row.flags,
    })),
  ];
  const problem = items.length === 0 ? ibanProblem(text) : null;
  return {
    items: items.slice(0, SHOWN),
    only: false,
    alike: customers.alike,
    more: customers.more || items.length > SHOWN,
    kind: accounts.length > 0 ? `Account ··${text.slice(-4)}` : problem ? "IBAN" : kindOf(text),
    problem,
  };
}

const NOBODY = { rows: [], more: false, alike: false };
const NOTHING: Suggestions = { items: [], only: false, alike: false, more: false, kind: null, problem: null };

function kindOf(text: string): string | null {
  const terms = readSearch(text);
  return terms ? searchKind(terms) : null;
}

function factsOf(row: CustomerRow, withBranch: boolean): string[] {
  return [
    row.birthDate ? formatDate(row.birthDate) : null,
    row.registrationNo ? `Register no. ${row.registrationNo}` : null,
    row.document ? `ID ··${row.document}` : null,
    row.accounts === 1 ? "1 account" : row.accounts > 0 ? `${row.accounts} accounts` : null,
    row.status === "active" ? null : row.status.replaceAll("_", " "),
    withBranch ? row.branch : null,
  ].filter((fact) => fact !== null);
}
