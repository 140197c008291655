import type { Fragment } from "postgres";
import { plainArray } from "@/db/arrays";
import { type Executor, type Sql, sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { AccountId, BranchId, CustomerId, Id } from "../core/ids";
import { perProcess } from "../core/per-process";
import type { Book, GuardedAccount } from "../ledger/book";
import { availableOf } from "../ledger/floor";
import { lockBalances } from "../ledger/lock-balances";
import { type MovementTerms, movementTerms } from "../products/known-terms";
import type { Party, Signing } from "./signing";

export type BlockKind = "debit" | "credit" | "all" | "freeze";

/** What a decision knows of a customer's account beside its locked balance. */
export type AccountFacts = Signing &
  MovementTerms & {
    id: AccountId;
    iban: string;
    kind: "current" | "savings" | "term_deposit";
    status: "pending" | "active" | "rejected" | "withdrawn" | "closed";
    currency: Currency;
    branchId: BranchId;
    owners: readonly CustomerId[];
    /** Open blocks: what they stop. */
    blocks: readonly BlockKind[];
    /** Nobody has used it for so long that it must be woken before money leaves it. */
    dormant: boolean;
    /** Somebody with a part in it may be, or is, whom a screening list names, or is prohibited. */
    underReview: boolean;
    /** An owner has died: what is there belongs to the estate. */
    deceased: boolean;
    /** The last day on which the papers and reviews of its owners, and of who signs for an organisation or as guardian, are all in order; null where the bank holds none. */
    papersUntil: BusinessDate | null;
  };

/** The accounts a transaction has locked, with the facts read after the lock; or those it has `assumed`. */
export type LockedAccounts = {
  book: Book;
  byId: Map<AccountId, AccountFacts>;
  byIban: Map<string, AccountFacts>;
  assumed?: Assumed;
};

/** What a batch that decides before it locks has met, and how it took the accounts to stand when its decisions began. */
type Assumed = { met: Map<AccountId, MarkedFacts>; before: GuardedAccount[] };

/**
 * Locks the named accounts (by id or IBAN) and other guarded accounts of the ledger in id order with one statement,
 * then reads their facts in the next: facts joined into the locking statement would come from before the wait. Facts that
 * this process has read under the mark which the locked account still bears are not read again.
 */
export async function lockAccounts(
  tx: Transaction,
  named: { ids?: readonly AccountId[]; ibans?: readonly string[]; alsoLock?: readonly AccountId[] },
): Promise<LockedAccounts> {
  const { alsoLock = [] } = named;
  const numbers = [...new Set(named.ibans ?? [])];
  const ids = [...new Set([...(named.ids ?? []), ...numbers.flatMap((iban) => knownIdOf(iban) ?? [])])];
  const ibans = numbers.filter((iban) => !knownIdOf(iban));
  const before = ids.flatMap((id) => known.get(id) ?? []);
  const unknown = before.length < ids.length ? ids.filter((id) => !known.has(id)) : [];
  const [book, unmet] = await Promise.all([
    lockBalances(tx, [...ids, ...alsoLock], ibans),
    unknown.length + ibans.length > 0 ? readFacts(tx, unknown, ibans) : [],
  ]);
  const changed = before.filter(({ facts, mark }) => book.guarded.get(facts.id)?.mark !== mark);
  const again =
    changed.length > 0
      ? await readFacts(
          tx,
          changed.map(({ facts }) => facts.id),
        )
      : [];
  const byId = new Map<AccountId, AccountFacts>();
  for (const { facts, mark } of before) if (book.guarded.get(facts.id)?.mark === mark) byId.set(facts.id, facts);
  for (const facts of [...unmet, ...again]) byId.set(facts.id, facts);
  remember([...unmet, ...again].flatMap((facts) => marked(facts, book.guarded.get(facts.id))));
  return { book, byId, byIban: new Map([...byId.values()].map((facts) => [facts.iban, facts])) };
}

/** The facts of an account, and the mark of its balance under which they were read. */
export type MarkedFacts = { facts: AccountFacts; mark: bigint };

/** How many accounts a process keeps the facts of: about a kilobyte each. */
const KNOWN = 120_000;
const known = perProcess("account facts", () => new Map<AccountId, MarkedFacts>());
const idsByIban = perProcess("account numbers", () => new Map<string, AccountId>());

const marked = (facts: AccountFacts, account: GuardedAccount | undefined): MarkedFacts[] =>
  account ? [{ facts, mark: account.mark }] : [];

/** Keeps facts with the mark that stood before they were read; those met first go first. */
export function remember(read: readonly MarkedFacts[]): void {
  for (const one of read) {
    known.set(one.facts.id, one);
    idsByIban.set(one.facts.iban, one.facts.id);
  }
  for (const [id, { facts }] of known) {
    if (known.size <= KNOWN) return;
    known.delete(id);
    idsByIban.delete(facts.iban);
  }
}

/** The facts of an account as this process read them last, and under which mark. */
export function knownFacts(id: AccountId): MarkedFacts | undefined {
  return known.get(id);
}

/** Whether this process has read what an account is; that may have changed. */
export const knowsFacts = (id: AccountId): boolean => known.has(id);

/** The account of an IBAN if this process has met it lately: an account keeps its number for ever. */
export function knownIdOf(iban: string): AccountId | undefined {
  return idsByIban.get(iban);
}

type Named = { id: AccountId } | { iban: string };

/** A named account with its locked balance; refuses an unknown one as `account_not_found`. */
export function accountIn(accounts: LockedAccounts, name: Named): AccountFacts & { row: GuardedAccount } {
  const facts = factsIn(accounts, name);
  return { ...facts, row: accounts.book.guarded.get(facts.id) as GuardedAccount };
}

/** A named account among the locked ones; refuses an unknown one as `account_not_found`. */
export function factsIn(accounts: LockedAccounts, name: Named): AccountFacts {
  const facts = "id" in name ? accounts.byId.get(name.id) : accounts.byIban.get(name.iban);
  if (!facts || !accounts.book.guarded.has(facts.id)) throw refusal("account_not_found");
  return facts;
}

/** What the owner can still spend, in minor units. */
export function availableIn(account: { row: GuardedAccount }): bigint {
  return availableOf(account.row);
}

/**
 * The facts of accounts as they stand: a decision reads them after the lock, a page may read them without one. Over all of
 * them at once, and put together here: asked account by account it cost the database half as much again.
 */
export async function readFacts(
  tx: Executor,
  ids: readonly AccountId[],
  ibans: readonly string[] = [],
): Promise<AccountFacts[]> {
  const sql = sqlOf(tx);
  const named = ibans.length > 0 ? byNumber(sql, ids, ibans) : sql`${plainArray(ids)}::uuid[]`;
  const [accounts, people] = await Promise.all([
    sql<StoredAccount[]>`
      select a.id, a.iban, a.kind, a.status, a.currency, a.branch_id as "branchId", a.signing_rule as "signingRule",
        case when a.id = any(array(select b.account_id from account_blocks b where b.account_id = any(${named}) and b.lifted_at is null))
          then array(select b.kind from account_blocks b where b.account_id = a.id and b.lifted_at is null) else '{}' end as blocks,
        a.id = any(array(
          select d.account_id from account_dormancies d
          where d.account_id = any(${named}) and d.ended_at is null and d.stage = 'dormant')) as dormant,
        a.product_version_id as "versionId"
      from accounts a where a.id = any(${named})`,
    sql<StoredParty[]>`
      select p.account_id as account, p.role, p.customer_id as "customerId", c.kind,
        coalesce(c.risk_rating = 'prohibited', false)
          or exists (select from screening_hits h where h.customer_id = p.customer_id and h.status in ('open', 'confirmed'))
          or c.kind = 'organisation' and exists (select from organisation_people behind
            join screening_hits h on h.customer_id = behind.customer_id and h.status in ('open', 'confirmed')
            where behind.organisation_id = c.id and behind.removed_at is null) as stopped,
        c.deceased_on is not null as deceased,
        least(c.next_review_on, (
          select d.expires_on from identity_documents d where d.customer_id = c.id and d.replaced_at is null))::text as "papersUntil"
      from account_parties p join customers c on c.id = p.customer_id where p.account_id = any(${named})`,
  ]);
  const termsOf = await movementTerms(
    tx,
    accounts.map(({ versionId }) => versionId),
  );
  const partiesOf = new Map<AccountId, StoredParty[]>();
  for (const party of people) {
    const others = partiesOf.get(party.account);
    if (others) others.push(party);
    else partiesOf.set(party.account, [party]);
  }
  return accounts.map((row) => factsOf(row, termsOf(row.versionId), partiesOf.get(row.id) ?? []));
}

/** Written out, since objects put together by spreading others take several times the room. */
function factsOf(row: StoredAccount, terms: MovementTerms, people: StoredParty[]): AccountFacts {
  const { parties, owners, underReview, deceased, papersUntil } = ofPeople(people);
  return {
    id: row.id,
    iban: row.iban,
    kind: row.kind,
    status: row.status,
    currency: row.currency,
    branchId: row.branchId,
    signingRule: row.signingRule,
    blocks: row.blocks,
    dormant: row.dormant,
    debitLimitMinor: terms.debitLimitMinor,
    fees: terms.fees,
    parties,
    owners,
    underReview,
    deceased,
    papersUntil,
  };
}

/** Ids and numbers as one set of ids, for numbers that this process has not met. */
const byNumber = (sql: Sql, ids: readonly AccountId[], ibans: readonly string[]): Fragment =>
  sql`array(select id from accounts where id = any(${plainArray(ids)}::uuid[]) or iban = any(${ibans}::text[]))`;

type StoredAccount = Pick<
  AccountFacts,
  "id" | "iban" | "kind" | "status" | "currency" | "branchId" | "signingRule" | "blocks" | "dormant"
> & { versionId: Id<"productVersion"> };
type StoredParty = Required<Party> & {
  account: AccountId;
  stopped: boolean;
  papersUntil: BusinessDate | null;
};

/** The people with a part in an account, and what of them may stop money leaving it. */
function ofPeople(
  people: StoredParty[],
): Pick<AccountFacts, "parties" | "owners" | "underReview" | "deceased" | "papersUntil"> {
  if (people.length > 1) people.sort(byRole);
  // Those whose papers count are those who may use it, and the guardians who sign in an owner's place.
  const users = usersIn(people);
  const papers = people.flatMap(({ customerId, role, papersUntil }) =>
    papersUntil && (role === "guardian" || users.includes(customerId)) ? papersUntil : [],
  );
  return {
    parties: people.map(({ role, customerId, kind, deceased }) => ({ role, customerId, kind, deceased })),
    owners: ownersIn(people),
    underReview: people.some(({ stopped }) => stopped),
    deceased: people.some(({ role, deceased }) => deceased && (role === "owner" || role === "joint_owner")),
    papersUntil: papers.sort()[0] ?? null,
  };
}

/** The owner first, then the others in an order that is always the same. */
function byRole(a: Party, b: Party): number {
  if (a.role !== b.role) return a.role < b.role ? 1 : -1;
  return a.customerId < b.customerId ? -1 : 1;
}

/** Everybody who owns an account or signs for it: none of them serves it as staff. */
export const partiesIn = ({ parties }: { parties: readonly Party[] }): CustomerId[] =>
  parties.map(({ customerId }) => customerId);

/** Who uses an account in self-service: its owners, and who signs for an organisation's, because it has no hand of its own. */
export function usersIn(parties: readonly Party[]): CustomerId[] {
  const owned = parties.some(({ role, kind }) => role === "owner" && kind === "organisation");
  const signatories = parties.filter(({ role }) => role === "signatory").map(({ customerId }) => customerId);
  return owned ? [...ownersIn(parties), ...signatories] : ownersIn(parties);
}

/** The owners and joint owners among the parties of an account. */
export function ownersIn(parties: readonly Party[]): CustomerId[] {
  return parties.flatMap(({ customerId, role }) => (isOwner(role) ? [customerId] : []));
}

const isOwner = (role: Party["role"]): boolean => role === "owner" || role === "joint_owner";
