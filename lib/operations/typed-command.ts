import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { formatIban } from "../core/iban";
import { searchCustomers } from "../customers/search-queries";
import { branchScope, may } from "../identity/authorize";
import type { Permission } from "../identity/permissions";
import { accountNamed, accountsEnding } from "./exact-thing";

/** One line under the search box: where it leads, its name, facts that tell it from others of the same name, and what must not be overlooked. */
export type Suggestion = { href: string; title: string; facts: string[]; flags?: string[] };

type Command = {
  /** What is typed first: a word or the code that tellers know it by. */
  words: readonly string[];
  permission: Permission;
  /** What the form does with the account, and where it lies under the account's page. */
  does: string;
  form: string;
};

/** The forms that a line like `dep 250 4417` opens. It fills them in; it never posts. */
const typedCommands: readonly Command[] = [
  { words: ["dep", "deposit", "1401"], permission: "cash.deposit", does: "Deposit", form: "deposit" },
  { words: ["wd", "withdraw", "1001"], permission: "cash.withdraw", does: "Withdraw", form: "withdraw" },
  { words: ["fx", "exchange"], permission: "cash.exchange", does: "Exchange notes", form: "exchange" },
  { words: ["chq", "cheque", "1413"], permission: "cheque.pay_in", does: "Cheque", form: "cheque" },
  { words: ["tr", "transfer", "1006"], permission: "transfer.create", does: "Transfer", form: "transfer" },
];

export type TypedCommand = { command: Command; amount: string | null; who: string };

/** Reads `word amount account-or-name`, the amount optional; null when the line does not begin with such a word. */
export function readCommand(typed: string): TypedCommand | null {
  const [word = "", ...rest] = typed.normalize("NFKC").trim().split(/\s+/);
  const command = typedCommands.find(({ words }) => words.includes(word.toLowerCase()));
  if (!command) return null;
  const [first = "", ...others] = rest;
  const isAmount = others.length > 0 && /^\d[\d.,]{0,20}$/.test(first);
  return { command, amount: isAmount ? first : null, who: (isAmount ? others : rest).join(" ") };
}

/**
 * The filled-in forms that a typed line may mean, for a person who may use them: one for each account that fits. `only`
 * when a number named the one account; a name may be another's.
 */
export async function commandForms(
  ctx: Ctx<StaffActor>,
  typed: string,
): Promise<{ items: Suggestion[]; only: boolean } | null> {
  const read = readCommand(typed);
  if (!read?.who || !may(ctx.actor, read.command.permission)) return null;
  const { command, amount, who } = read;
  const { accounts, byNumber } = await accountsMeant(ctx, who);
  const query = amount ? `?amount=${encodeURIComponent(amount)}` : "";
  const items = accounts.map(({ id, iban, product, owner }) => ({
    href: `/accounts/${id}/${command.form}${query}`,
    title: `${command.does}${amount ? ` ${amount}` : ""}: ${owner}`,
    facts: [formatIban(iban), product],
  }));
  return { items, only: byNumber && items.length === 1 };
}

type Meant = { id: string; iban: string; product: string; owner: string };

/** Accounts by a whole number or its last four digits; else the running ones of the customers whom the text may mean. */
async function accountsMeant(ctx: Ctx<StaffActor>, who: string): Promise<{ accounts: Meant[]; byNumber: boolean }> {
  const named = await accountNamed(ctx, who.toUpperCase().replace(/[\s-]/g, ""));
  if (named) return { accounts: await runningAccounts(ctx, [], named.id), byNumber: true };
  const ending = (await accountsEnding(ctx, who)).filter(({ status }) => status === "active");
  if (ending.length > 0) return { accounts: ending, byNumber: true };
  if (!may(ctx.actor, "customer.read")) return { accounts: [], byNumber: false };
  const { rows } = await searchCustomers(ctx, who, MOST);
  const owners = rows.map(({ id }) => id);
  return { accounts: owners.length > 0 ? await runningAccounts(ctx, owners, null) : [], byNumber: false };
}

const MOST = 8;

/**
 * An account at a counter may be any branch's when its whole number is given; whose it is stands on the form only, where
 * the look is recorded. By its owner, only one of the viewer's scope, and none whose money stays until it matures.
 */
function runningAccounts(ctx: Ctx<StaffActor>, owners: readonly string[], id: string | null): Promise<Meant[]> {
  const sql = sqlOf(ctx.db);
  const own = branchScope(ctx.actor, "account.read");
  const scope = id ? null : own;
  return sql<Meant[]>`
    select a.id, a.iban, p.name as product,
      case when ${own}::uuid is null or a.branch_id = ${own} then c.full_name else 'account of ' || br.name end as owner
    from account_parties o join accounts a on a.id = o.account_id join customers c on c.id = o.customer_id
      join product_versions v on v.id = a.product_version_id join products p on p.id = v.product_id
      join branches br on br.id = a.branch_id
    where o.role = 'owner' and a.status = 'active'
      and ${id ? sql`a.id = ${id}` : sql`o.customer_id = any(${owners}::uuid[]) and a.kind <> 'term_deposit'`}
      ${scope ? sql`and a.branch_id = ${scope}` : sql``}
    order by c.full_name collate "und-x-icu", a.id limit ${MOST}`;
}
