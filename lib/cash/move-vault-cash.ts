import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { decides } from "../approvals/policy-words";
import type { SecondPerson } from "../approvals/powers";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor, Ctx } from "../core/context";
import { type Currency, isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type BranchId, type EntryId, type LedgerAccountId, newId } from "../core/ids";
import { formatMoney } from "../core/money";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { type Book, glAccount, guardedAccount, tryEntry } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
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
type Vault = {
  id: string;
  name: string;
  branchId: BranchId;
  currency: string;
  account: LedgerAccountId;
};
type State = {
  book: Book;
  vaults: Vault[];
  stock: CashStock;
  limits: CashLimits;
  denominations: Awaited<ReturnType<typeof readDenominations>>;
};

/**
 * Moves cash between a branch's vault and the settlement account, whatever the amount once a second person agreed.
 * Refuses `place_full`, `notes_differ`, `notes_short`.
 */
export const moveVaultCash = moneyCommand<Actor, Input, State, MoveRow, Result>("vault.move", {
  bound: "vault.move",
  async load(tx, calls) {
    const ids = calls.map(({ input }) => input.vaultId);
    const vaults = await sqlOf(tx)<Vault[]>`
      select p.id, p.name, p.branch_id as "branchId", c.currency, c.ledger_account_id as account
      from cash_points p join cash_accounts c on c.cash_point_id = p.id
      where p.id = any(${ids}::uuid[]) and p.kind = 'vault'`;
    const book = await lockBalances(
      tx,
      vaults.map((vault) => vault.account),
    );
    const [stock, limits, denominations] = await Promise.all([
      readStock(tx, ids),
      readLimits(tx, ids),
      readDenominations(tx),
    ]);
    return { vaults, book, stock, limits, denominations };
  },
  decide(ctx, input, state, powers) {
    const vault = state.vaults.find((one) => one.id === input.vaultId && one.currency === input.currency);
    if (!vault) throw refusal("till_not_found", undefined, "vaultId");
    authorize(ctx.actor, "vault.move", { branchId: vault.branchId });
    const currency = currencyOf(input.currency);
    const settlement = glAccount(state.book, "1100", state.book.books.headOffice, currency);
    const minor = parseAmountOrRefuse(input.amount, currency);
    const [id, reference] = [newId<"entry">(), newReference("CMV")];
    const vaultReceives = input.kind === "settlement_to_vault";
    const notes: NoteMove[] = [
      {
        entryId: id,
        point: vault.id,
        name: vault.name,
        currency,
        notes: input.notes,
        way: vaultReceives ? "in" : "out",
      },
    ];
    const draft = bookCashMove({
      id,
      reference,
      branchId: vault.branchId,
      kind: input.kind,
      minor,
      receives: vaultReceives ? vault.account : settlement,
      gives: vaultReceives ? settlement : vault.account,
    });
    const amount = { minor, currency };
    const second = powers.weigh(ctx, amount) ?? secondKey(ctx);
    if (second) {
      tryEntry(state.book, draft);
      assertCounted(input.notes, minor, currency, state.denominations);
      if (vaultReceives)
        assertRoom(state.limits, vault, currency, guardedAccount(state.book, vault.account).balance + minor);
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

/** Nobody opens a vault alone: what no policy asks for is asked for by its second key. The bank's own jobs hold none. */
function secondKey({ actor, approval }: Ctx): SecondPerson | null {
  if (actor.kind !== "staff" || approval) return null;
  return {
    checkerRole: decides["vault.move"],
    policy: "Cash into and out of a vault always needs the branch manager.",
  };
}

const moveWords: Record<Input["kind"], string> = {
  settlement_to_vault: "from the settlement account to the vault",
  vault_to_settlement: "from the vault to the settlement account",
};

function currencyOf(code: string): Currency {
  if (!isCurrency(code)) throw refusal("currency_unknown");
  return code;
}

type MoveRow = {
  id: EntryId;
  reference: string;
  kind: string;
  vaultId: string;
  minor: bigint;
  currency: Currency;
  notes: NoteMove[];
};

function insertMoves(tx: Transaction, rows: readonly MoveRow[]) {
  return Promise.all([
    insertNotes(
      tx,
      rows.flatMap((row) => row.notes),
    ),
    sqlOf(tx)`
      insert into cash_moves (id, kind, reference, vault_id, amount_minor, currency)
      select * from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.reference)}::text[],
        ${rows.map((row) => row.vaultId)}::uuid[],
        ${rows.map((row) => row.minor.toString())}::bigint[], ${rows.map((row) => row.currency)}::bpchar[])`,
  ]);
}
