import type { Fragment } from "postgres";
import type { Sql, Transaction } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import type { MoneyKind } from "../approvals/kinds";
import type { Powers } from "../approvals/powers";
import type { ApprovalRequest } from "../approvals/store-requests";
import type { AuditDraft } from "../audit/record";
import type { Actor, Ctx, TxCtx } from "../core/context";
import type { How } from "./assuming";
import type { Book, GuardedAccount } from "./book";
import type { DecidedEntry } from "./entry";

/** What a decision leaves to be written: accepted entries, the domain's row, the act, and the ids that answer the caller. */
export type Decision<Row, Result> = { entries: readonly DecidedEntry[]; row: Row; audit: AuditDraft; result: Result };

/** One request of a batch. */
export type Call<A extends Actor, Input> = { ctx: Ctx<A>; input: Input & { key: string } };

/** What a command says of a request for a second person; its kind is the command and its payload the input. */
type Asked = Omit<ApprovalRequest, "kind" | "payload">;

/** The third answer of a decision: a second person must agree first. Nothing of the call is posted, held or written. */
export type NeedsSecond = { needs: Asked };

/**
 * Answers, in the place of a decision, that a second person must agree first: the request is stored under the call's key
 * and the caller gets `{ pending }`. Every other rule must have passed (`tryEntry`), and with `ctx.approval` it is not asked.
 */
export function needsSecond(asked: Asked): NeedsSecond {
  return { needs: asked };
}

/** A command whose result may be `Pending` decides so by answering `needsSecond`. */
type Answered<Row, Result> = Pending extends Result
  ? Decision<Row, Exclude<Result, Pending>> | NeedsSecond
  : Decision<Row, Result>;

/** What a command writes in one statement with its entries, before the accounts are locked. */
export type Parts = {
  /** A part that happens after `claims`, with a comma behind it; or nothing. */
  first: Fragment;
  /** What has to hold, of the first part too. */
  also: Fragment;
  /** What inserts rows, by the name of its part. */
  inserts: Readonly<Record<string, Fragment>>;
};

export type Steps<A extends Actor, Input, State, Row, Result> = {
  /** The kind of command by whose policies and limits staff are bound; without it nobody is. */
  bound?: MoneyKind;
  /** The accounts that a call moves, as far as it can be told without asking: calls on others run beside it. */
  touches?: (input: Input) => readonly string[];
  /** Draws beforehand the ids that answer an accepted call: its key is then answered in the statement that claims it. */
  foresee?: () => Exclude<Result, Pending>;
  /**
   * Locks in one statement, then reads in the next what the decisions need, for all calls at once. Where it may only `assume`
   * how accounts stand, it reads what is not known of them, without a lock.
   */
  load: (tx: Transaction, calls: readonly { ctx: TxCtx<A>; input: Input }[], how: How) => Promise<State>;
  /** Of a command that may decide before it locks: nobody waits on its accounts while it does. */
  assumed?: {
    /** At the moment of deciding: takes up how the accounts are assumed to stand. Sends nothing. */
    take: (state: State) => void;
    /** After the decisions: how the accounts were taken to stand, which is proved with their lock, and how they are left. */
    stood: (state: State) => { before: readonly GuardedAccount[]; book: Book };
    /** What `load` would answer of calls, none by staff, where this process knows all of it; or null. */
    known: (calls: readonly { ctx: Ctx<A>; input: Input }[]) => State | null;
    /** What `write` writes as parts of one statement, or null where it writes more. */
    parts: (sql: Sql, rows: readonly Row[], state: State) => Parts | null;
  };
  /**
   * Pure: accepts into the state, so that the next call sees it, or throws a refusal, or asks for a second person, and
   * leaves the state alone. An accepted call that has ids `foreseen` is answered with them.
   */
  decide: (
    ctx: Ctx<A>,
    input: Input,
    state: State,
    powers: Powers,
    foreseen: Exclude<Result, Pending> | undefined,
  ) => Answered<Row, Result>;
  /** Inserts the domain's rows of every accepted call, set-based. */
  write: (tx: Transaction, rows: readonly Row[], state: State) => Promise<unknown>;
};
