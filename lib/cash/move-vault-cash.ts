import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor } from "../core/context";
import { type Currency, isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type BranchId, type EntryId, type LedgerAccountId, newId } from "../core/ids";
import { formatMoney } from "../core/money";
import type { Notes } from "../core/notes";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { type Book, glAccount, guardedAccount, tryEntry } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand, needsSecond } from "../ledger/money-command";
import { bookCashMove } from "../ledger/templates/cash";
import { assertRoom, type CashLimits, readLimits } from "./cash-limits";
import {
  applyWithNotes,
  assertCounted,
  assertInStock,
  type CashStock,
  insertNotes,
  moveNotes,
  type NoteMove,
  readDenominations,
  readStock,
} from "./cash-notes";
import type { moveVaultCashInput } from "./schema";

type Input = Omit<z.output<typeof moveVaultCashInput>, "key">;
type Result = { entryId: EntryId; reference: string } | Pending;
type CashPlace = {
  id: string;
  kind: "till" | "vault";
  name: string;
  branchId: BranchId;
  currency: string;
  account: LedgerAccountId;
};
type State = {
  book: Book;
  places: CashPlace[];
  counting: ReadonlySet<string>;
  stock: CashStock;
  limits: CashLimits;
  denominations: Awaited<ReturnType<typeof readDenominations>>;
};

/** Moves cash between a branch's vault and its tills, or between the vault and the settlement account. Refuses `vault_short`, `till_short`, `till_counting`, `notes_differ`, `notes_short`. */
export const moveVaultCash = moneyCommand<Actor, Input, State, MoveRow, Result>("vault.move", {
  bound: "vault.move",
  async load(tx, calls) {
    const ids = calls.flatMap(({ input }) => [input.vaultId, ...(input.tillId ? [input.tillId] : [])]);
    const places = await sqlOf(tx)<CashPlace[]>`
      select p.id, p.kind, p.name, p.branch_id as "branchId", c.currency, c.ledger_account_id as account
      from cash_points p join cash_accounts c on c.cash_point_id = p.id where p.id = any(${ids}::uuid[])`;
    const book = await lockBalances(
      tx,
      places.map((place) => place.account),
    );
    // A count holds the balances while it is written: read behind the lock, its state is the one of now.
    const [counting, stock, limits, denominations] = await Promise.all([
      sqlOf(tx)<{ tillId: string }[]>`
        select till_id as "tillId" from till_sessions where till_id = any(${ids}::uuid[]) and status = 'counting'`,
      readStock(tx, ids),
      readLimits(tx, ids),
      readDenominations(tx),
    ]);
    return { places, book, counting: new Set(counting.map(({ tillId }) => tillId)), stock, limits, denominations };
  },
  decide(ctx, input, state, powers) {
    const vault = placeOf(state, input.vaultId, "vault", input.currency);
    authorize(ctx.actor, "vault.move", { branchId: vault.branchId });
    const till = tillOf(state, input, vault);
    // Between people cash goes from hand to hand: one gives it, the other takes it.
    if (till && ctx.actor.kind === "staff") throw refusal("second_person_needed");
    const currency = currencyOf(input.currency);
    const other = till?.account ?? glAccount(state.book, "1100", state.book.books.headOffice, currency);
    const minor = parseAmountOrRefuse(input.amount, currency);
    const [id, reference] = [newId<"entry">(), newReference("CMV")];
    const vaultReceives = input.kind === "till_to_vault" || input.kind === "settlement_to_vault";
    const notes = noteMoves({ id, currency, notes: input.notes, vaultReceives, vault, till });
    const draft = bookCashMove({
      id,
      reference,
      branchId: vault.branchId,
      kind: input.kind,
      minor,
      receives: vaultReceives ? vault.account : other,
      gives: vaultReceives ? other : vault.account,
    });
    const amount = { minor, currency };
    const second = powers.weigh(ctx, amount);
    if (second) {
      tryEntry(state.book, draft);
      assertCounted(input.notes, minor, currency, state.denominations);
      assertInStock(state.stock, notes);
      return needsSecond({
        ...second,
        subjectKind: "vault",
        subjectId: input.vaultId,
        branchId: vault.branchId,
        amount,
        after: { amount: formatMoney(amount), cash: moveWords[input.kind] },
      });
    }
    const entry = applyWithNotes(state.book, draft, () => {
      assertCounted(input.notes, minor, currency, state.denominations);
      if (vaultReceives) assertRoom(state.limits, vault, currency, guardedAccount(state.book, vault.account).balance);
      moveNotes(state.stock, notes);
    });
    return {
      entries: [entry],
      row: {
        id,
        reference,
        kind: input.kind,
        vaultId: input.vaultId,
        tillId: input.tillId ?? null,
        minor,
        currency,
        notes,
      },
      audit: {
        act: "cash.moved",
        subjectKind: "vault",
        subjectId: input.vaultId,
        entryId: id,
        reference,
        amount,
      },
      result: { entryId: id, reference },
    };
  },
  write: insertMoves,
});

const moveWords: Record<Input["kind"], string> = {
  vault_to_till: "from the vault to a till",
  till_to_vault: "from a till to the vault",
  settlement_to_vault: "from the settlement account to the vault",
  vault_to_settlement: "from the vault to the settlement account",
};

function placeOf(state: State, id: string | undefined, kind: CashPlace["kind"], currency: string): CashPlace {
  const place = state.places.find((one) => one.id === id && one.kind === kind && one.currency === currency);
  if (!place) throw refusal("till_not_found", undefined, kind === "till" ? "tillId" : "vaultId");
  return place;
}

/** The till of the same branch, or null when the other side is the settlement account at head office. */
function tillOf(state: State, input: Input, vault: CashPlace): CashPlace | null {
  if (input.kind === "settlement_to_vault" || input.kind === "vault_to_settlement") return null;
  if (!input.tillId) throw refusal("choose", { what: "a till" }, "tillId");
  const till = placeOf(state, input.tillId, "till", input.currency);
  if (till.branchId !== vault.branchId) throw refusal("till_not_found", undefined, "tillId");
  if (state.counting.has(till.id)) throw refusal("till_counting");
  return till;
}

/** The notes leave one place and come to the other; the settlement account keeps none. */
function noteMoves(move: {
  id: EntryId;
  currency: Currency;
  notes: Notes;
  vaultReceives: boolean;
  vault: CashPlace;
  till: CashPlace | null;
}): NoteMove[] {
  const { id, currency, notes, vaultReceives, vault, till } = move;
  const at = ({ id: point, name }: CashPlace, way: "in" | "out"): NoteMove => {
    return { entryId: id, point, name, currency, notes, way };
  };
  return [at(vault, vaultReceives ? "in" : "out"), ...(till ? [at(till, vaultReceives ? "out" : "in")] : [])];
}

function currencyOf(code: string): Currency {
  if (!isCurrency(code)) throw refusal("currency_unknown");
  return code;
}

type MoveRow = {
  id: EntryId;
  reference: string;
  kind: string;
  vaultId: string;
  tillId: string | null;
  minor: bigint;
  currency: Currency;
  notes: NoteMove[];
};

function insertMoves(tx: Transaction, rows: readonly MoveRow[]) {
  const tillMove = (row: MoveRow) => row.kind === "vault_to_till" || row.kind === "till_to_vault";
  return Promise.all([
    insertNotes(
      tx,
      rows.flatMap((row) => row.notes),
    ),
    sqlOf(tx)`
      insert into cash_moves (id, kind, reference, vault_id, till_id, amount_minor, currency)
      select * from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.reference)}::text[],
        ${rows.map((row) => row.vaultId)}::uuid[], ${rows.map((row) => (tillMove(row) ? row.tillId : null))}::uuid[],
        ${rows.map((row) => row.minor.toString())}::bigint[], ${rows.map((row) => row.currency)}::bpchar[])`,
  ]);
}
