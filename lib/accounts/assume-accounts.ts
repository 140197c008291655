import type { Transaction } from "@/db/client";
import type { AccountId } from "../core/ids";
import { assumeBalances, meetBalances, NotAsAssumed } from "../ledger/assume-balances";
import type { Book, GuardedAccount } from "../ledger/book";
import { knownBooks } from "../ledger/chart";
import { lastKnown } from "../ledger/last-known";
import { knownFacts, knownIdOf, type LockedAccounts, type MarkedFacts, readFacts, remember } from "./load-accounts";

/**
 * Reads, without a lock, what this process does not know of accounts (by id or IBAN). They stand in no book yet: other batches
 * may move them until `assumeAccounts`, and what was assumed is proved with their lock (`stoodOf`).
 */
export async function meetAccounts(
  tx: Transaction,
  named: { ids: readonly AccountId[]; ibans: readonly string[] },
): Promise<LockedAccounts> {
  const ids = new Set(named.ids);
  const ibans = new Set<string>();
  for (const iban of named.ibans) {
    const id = knownIdOf(iban);
    if (id) ids.add(id);
    else ibans.add(iban);
  }
  const met = new Map<AccountId, MarkedFacts>();
  const unknown: AccountId[] = [];
  for (const id of ids) {
    const known = knownFacts(id);
    if (known && known.mark === lastKnown(id)?.account.mark) met.set(id, known);
    else unknown.push(id);
  }
  // Marks first, and as this transaction sees them: facts that change between the two reads stand under a mark that is gone when it is proved.
  const [{ book, met: read }, facts] = await Promise.all([
    meetBalances(tx, unknown, [...ibans]),
    unknown.length + ibans.size > 0 ? readFacts(tx, unknown, [...ibans]) : [],
  ]);
  const marks = new Map(read.map(({ id, mark }) => [id, mark]));
  const fresh = facts.flatMap((one) => {
    const mark = marks.get(one.id);
    return mark === undefined ? [] : [{ facts: one, mark }];
  });
  for (const one of fresh) met.set(one.facts.id, one);
  remember(fresh);
  return opened(book, met);
}

/** Puts the accounts into the book as this process knows them at this moment. Sends nothing. */
export function assumeAccounts({ book, byId, byIban, assumed }: LockedAccounts): void {
  if (!assumed) throw new Error("These accounts are locked");
  assumeBalances(book, assumed.met.keys());
  assumed.before = [...book.guarded.values()];
  for (const [id, { facts, mark }] of assumed.met) {
    if (book.guarded.get(id)?.mark !== mark) throw new NotAsAssumed("What is known of an account has changed");
    byId.set(id, facts);
    byIban.set(facts.iban, facts);
  }
}

/** How accounts were taken to stand, and how the decisions leave them. */
export function stoodOf({ book, assumed }: LockedAccounts): { before: readonly GuardedAccount[]; book: Book } {
  return { before: assumed?.before ?? [], book };
}

/** Accounts of which this process knows everything, as `meetAccounts` answers them; null where something has to be read. */
export function accountsMet(named: readonly { from: AccountId; to: string }[]): LockedAccounts | null {
  const books = knownBooks();
  if (!books) return null;
  const met = new Map<AccountId, MarkedFacts>();
  for (const { from, to } of named)
    for (const id of [from, knownIdOf(to)]) {
      const known = id && knownFacts(id);
      if (!known || known.mark !== lastKnown(id)?.account.mark) return null;
      met.set(id, known);
    }
  return opened({ books, guarded: new Map(), gl: new Map() }, met);
}

const opened = (book: Book, met: Map<AccountId, MarkedFacts>): LockedAccounts => ({
  book,
  byId: new Map(),
  byIban: new Map(),
  assumed: { met, before: [] },
});
