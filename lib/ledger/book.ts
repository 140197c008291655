import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { BranchId, HoldId, LedgerAccountId } from "../core/ids";
import { MAX_MINOR } from "../core/money";
import type { Books, GlAccount } from "./chart";
import type { DecidedEntry, DecidedLeg, EntryDraft } from "./entry";
import { keepFloor } from "./floor";
import { templateOf } from "./templates/registry";

/** A guarded account as its transaction holds it under lock, or assumes it until a lock proves it; the balance is in the account's normal side. */
export type GuardedAccount = {
  id: LedgerAccountId;
  code: string;
  kind: "deposit" | "loan" | "till" | "vault";
  currency: Currency;
  branchId: BranchId;
  normalSide: "debit" | "credit";
  balance: bigint;
  held: bigint;
  floor: bigint;
  unarranged: bigint;
  seq: bigint;
  /** When it was last moved, as a time of UTC; null: never. */
  bookedAt: string | null;
  /** Drawn anew with everything beside the balance that may stop a movement: what is known under it still stands. */
  mark: bigint;
  /** Holds that had run out when it was locked: `held` no longer counts them, and the write of the row resolves them. */
  expired: readonly HoldId[];
};

/** The accounts a transaction has locked or assumes, as they stand after every entry it has accepted so far. */
export type Book = { books: Books; guarded: Map<LedgerAccountId, GuardedAccount>; gl: Map<LedgerAccountId, GlAccount> };

/** A general ledger account for an entry of this book; it takes no lock and keeps no running balance. */
export function glAccount(book: Book, ...place: Parameters<Books["gl"]>): LedgerAccountId {
  const account = book.books.gl(...place);
  book.gl.set(account.id, account);
  return account.id;
}

/**
 * Accepts an entry into the book or refuses it, leaving the book as it was: `unbalanced`, `amount_too_large`,
 * `insufficient_funds` or `till_short`. Adds the interbranch legs that balance each branch. The next call sees it.
 */
export function applyEntry(book: Book, draft: EntryDraft): DecidedEntry {
  const legs = withInterbranch(
    book,
    draft.legs.map((leg) => signed(book, leg)),
    draft,
  );
  const { forced } = templateOf(draft.kind);
  const passes = forced === true || (forced === "agreed" && draft.agreed === true);
  const moved = new Map<LedgerAccountId, Moved>();
  for (const [id, net] of netByAccount(book, legs)) {
    const before = guardedAccount(book, id);
    moved.set(id, { account: moveBalance(before, net, uncoveredOn(draft, id), passes), running: before.balance });
  }
  const decided = legs.map((leg) => decideLeg(leg, moved.get(leg.account)));
  for (const [id, { account }] of moved) book.guarded.set(id, account);
  return { ...draft, legs: decided };
}

/** Refuses an entry as `applyEntry` would and leaves the book as it was: what waits for a second person moves nothing. */
export function tryEntry(book: Book, draft: EntryDraft): void {
  applyEntry({ ...book, guarded: new Map(book.guarded) }, draft);
}

/** Refuses linked entries as `applyLinked` would and leaves the book as it was. */
export function tryLinked(book: Book, drafts: readonly EntryDraft[]): void {
  applyLinked({ ...book, guarded: new Map(book.guarded) }, drafts);
}

/** Accepts linked entries, all or none. */
export function applyLinked(book: Book, drafts: readonly EntryDraft[]): DecidedEntry[] {
  const before = new Map(book.guarded);
  try {
    return drafts.map((draft) => applyEntry(book, draft));
  } catch (error) {
    book.guarded = before;
    throw error;
  }
}

/** An account as the whole entry leaves it, and its balance after the legs decided so far. */
type Moved = { account: GuardedAccount; running: bigint };

type SignedLeg = { account: LedgerAccountId; currency: Currency; branchId: BranchId; minor: bigint };

function signed(book: Book, leg: EntryDraft["legs"][number]): SignedLeg {
  if (leg.minor <= 0n) throw refusal("amount_not_positive");
  if (leg.minor > MAX_MINOR) throw refusal("amount_too_large");
  const account = book.guarded.get(leg.account) ?? book.gl.get(leg.account);
  if (!account) throw new Error(`Account ${leg.account} is not in the book`);
  const { currency, branchId } = account;
  return { account: leg.account, currency, branchId, minor: leg.side === "debit" ? leg.minor : -leg.minor };
}

/** Each branch balances by itself: what one branch owes another stands in the interbranch account of both. */
function withInterbranch(book: Book, legs: SignedLeg[], draft: EntryDraft): SignedLeg[] {
  if (isInOnePlace(legs)) return legs;
  const sums = new Map<string, SignedLeg>();
  const total = new Map<Currency, bigint>();
  for (const leg of legs) {
    const place = `${leg.branchId} ${leg.currency}`;
    sums.set(place, { ...leg, minor: (sums.get(place)?.minor ?? 0n) + leg.minor });
    total.set(leg.currency, (total.get(leg.currency) ?? 0n) + leg.minor);
  }
  if (draft.legs.length < 2 || [...total.values()].some((sum) => sum !== 0n)) throw refusal("unbalanced");
  const open = [...sums.values()].filter((sum) => sum.minor !== 0n);
  const balancing = open.map((sum) => ({
    account: glAccount(book, "1900", sum.branchId, sum.currency),
    currency: sum.currency,
    branchId: sum.branchId,
    minor: -sum.minor,
  }));
  return [...legs, ...balancing];
}

/** Whether an entry balances within one branch and currency, as almost all do. */
function isInOnePlace(legs: readonly SignedLeg[]): boolean {
  const [first] = legs;
  let sum = 0n;
  for (const leg of legs) {
    if (leg.branchId !== first?.branchId || leg.currency !== first.currency) return false;
    sum += leg.minor;
  }
  return legs.length > 1 && sum === 0n;
}

function netByAccount(book: Book, legs: readonly SignedLeg[]): Map<LedgerAccountId, bigint> {
  const net = new Map<LedgerAccountId, bigint>();
  for (const leg of legs)
    if (book.guarded.has(leg.account)) net.set(leg.account, (net.get(leg.account) ?? 0n) + leg.minor);
  return net;
}

function uncoveredOn({ captures, holds }: EntryDraft, id: LedgerAccountId): bigint {
  return (captures?.account === id ? captures.heldMinor : 0n) - (holds?.account === id ? holds.heldMinor : 0n);
}

/** A copy with the balance moved, debit positive, and what is held with it. Cash cannot be owed: a till or vault is never forced. */
function moveBalance(account: GuardedAccount, moved: bigint, uncovered: bigint, forced: boolean): GuardedAccount {
  const balance = account.balance + (account.normalSide === "debit" ? moved : -moved);
  const passes = forced && account.kind !== "till" && account.kind !== "vault";
  return keepFloor(account, { ...account, balance, held: account.held - uncovered }, passes ? "stored" : "ordinary");
}

function decideLeg({ account: id, currency, branchId, minor }: SignedLeg, moved: Moved | undefined): DecidedLeg {
  if (!moved) return { account: id, currency, branchId, minor, after: null };
  const { account } = moved;
  account.seq += 1n;
  moved.running += account.normalSide === "debit" ? minor : -minor;
  const { held, unarranged, seq, bookedAt, expired } = account;
  return {
    account: id,
    currency,
    branchId,
    minor,
    after: { balance: moved.running, held, unarranged, seq, bookedAt, expired },
  };
}

/** An account as the book has it by now. */
export function guardedAccount(book: Book, id: LedgerAccountId): GuardedAccount {
  const account = book.guarded.get(id);
  if (!account) throw new Error(`Account ${id} is not in the book`);
  return account;
}
