import type { Ctx, StaffActor } from "../core/context";
import { formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import type { CustomerRow } from "../customers/queries";
import { searchCustomers } from "../customers/search-queries";
import { branchScope, may } from "../identity/authorize";
import { accountsEnding, exactThing } from "./exact-thing";
import { commandForms, type Suggestion } from "./typed-command";

/** `only` when the text names exactly one thing, so that Enter alone may open it; never for a name. */
export type Suggestions = { items: Suggestion[]; only: boolean; alike: boolean; more: boolean };

const SHOWN = 8;

/** What the one search may mean while it is still being typed: the closest few, of the viewer's scope. */
export async function suggest(ctx: Ctx<StaffActor>, typed: string): Promise<Suggestions> {
  const text = typed.normalize("NFKC").trim().slice(0, 120);
  if ([...text].length < 2 && /^[\p{ASCII}]*$/u.test(text)) return NOTHING;
  const forms = await commandForms(ctx, text);
  if (forms && forms.items.length > 0) return { ...forms, alike: false, more: false };
  const [exact, accounts, customers] = await Promise.all([
    exactThing(ctx, text),
    accountsEnding(ctx, text),
    may(ctx.actor, "customer.read") ? searchCustomers(ctx, text, SHOWN) : NOBODY,
  ]);
  if (exact)
    return {
      items: [{ href: exact.page, title: exact.word, facts: exact.owner ? [exact.owner] : [] }],
      only: true,
      alike: false,
      more: false,
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
    })),
  ];
  const { alike } = customers;
  return { items: items.slice(0, SHOWN), only: false, alike, more: customers.more || items.length > SHOWN };
}

const NOBODY = { rows: [], more: false, alike: false };
const NOTHING: Suggestions = { items: [], only: false, alike: false, more: false };

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
