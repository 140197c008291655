import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Actor } from "../core/context";
import { type Currency, isCurrency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type BranchId, type EntryId, type LedgerAccountId, newId } from "../core/ids";
import { newReference } from "../core/references";
import { authorize } from "../identity/authorize";
import { applyEntry, type Book, glAccount } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand } from "../ledger/money-command";
import { bookCashMove } from "../ledger/templates/cash";
import type { moveVaultCashInput } from "./schema";

type Input = Omit<z.output<typeof moveVaultCashInput>, "key">;
type Result = { entryId: EntryId; reference: string };
type CashPlace = { id: string; kind: "till" | "vault"; branchId: BranchId; currency: string; account: LedgerAccountId };
type State = { book: Book; places: CashPlace[]; counting: ReadonlySet<string> };

/** Moves cash between a branch's vault and its tills, or between the vault and the settlement account. Refuses `vault_short`, `till_short`, `till_counting`. */
export const moveVaultCash = moneyCommand<Actor, Input, State, MoveRow, Result>("vault.move", {
  async load(tx, calls) {
    const ids = calls.flatMap(({ input }) => [input.vaultId, ...(input.tillId ? [input.tillId] : [])]);
    const places = await sqlOf(tx)<CashPlace[]>`
      select p.id, p.kind, p.branch_id as "branchId", c.currency, c.ledger_account_id as account
      from cash_points p join cash_accounts c on c.cash_point_id = p.id where p.id = any(${ids}::uuid[])`;
    const book = await lockBalances(
      tx,
      places.map((place) => place.account),
    );
    // A count holds the balances while it is written: read behind the lock, its state is the one of now.
    const counting = await sqlOf(tx)<{ tillId: string }[]>`
      select till_id as "tillId" from till_sessions where till_id = any(${ids}::uuid[]) and status = 'counting'`;
    return { places, book, counting: new Set(counting.map(({ tillId }) => tillId)) };
  },
  decide(ctx, input, state) {
    const vault = placeOf(state, input.vaultId, "vault", input.currency);
    authorize(ctx.actor, "vault.move", { branchId: vault.branchId });
    const other = otherSide(state, input, vault);
    const minor = parseAmountOrRefuse(input.amount, currencyOf(input.currency));
    const [id, reference] = [newId<"entry">(), newReference("CMV")];
    const vaultReceives = input.kind === "till_to_vault" || input.kind === "settlement_to_vault";
    const entry = applyEntry(
      state.book,
      bookCashMove({
        id,
        reference,
        branchId: vault.branchId,
        kind: input.kind,
        minor,
        receives: vaultReceives ? vault.account : other,
        gives: vaultReceives ? other : vault.account,
      }),
    );
    return {
      entries: [entry],
      row: {
        id,
        reference,
        kind: input.kind,
        vaultId: input.vaultId,
        tillId: input.tillId ?? null,
        minor,
        currency: input.currency,
      },
      audit: {
        act: "cash.moved",
        subjectKind: "vault",
        subjectId: input.vaultId,
        entryId: id,
        reference,
        amount: { minor, currency: currencyOf(input.currency) },
      },
      result: { entryId: id, reference },
    };
  },
  write: insertMoves,
});

function placeOf(state: State, id: string | undefined, kind: CashPlace["kind"], currency: string): CashPlace {
  const place = state.places.find((one) => one.id === id && one.kind === kind && one.currency === currency);
  if (!place) throw refusal("till_not_found", undefined, kind === "till" ? "tillId" : "vaultId");
  return place;
}

/** The till of the same branch, or the settlement account at head office. */
function otherSide(state: State, input: Input, vault: CashPlace): LedgerAccountId {
  if (input.kind === "settlement_to_vault" || input.kind === "vault_to_settlement") {
    return glAccount(state.book, "1100", state.book.books.headOffice, currencyOf(input.currency));
  }
  if (!input.tillId) throw refusal("choose", { what: "a till" }, "tillId");
  const till = placeOf(state, input.tillId, "till", input.currency);
  if (till.branchId !== vault.branchId) throw refusal("till_not_found", undefined, "tillId");
  if (state.counting.has(till.id)) throw refusal("till_counting");
  return till.account;
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
  currency: string;
};

function insertMoves(tx: Transaction, rows: readonly MoveRow[]) {
  const tillMove = (row: MoveRow) => row.kind === "vault_to_till" || row.kind === "till_to_vault";
  return sqlOf(tx)`
    insert into cash_moves (id, kind, reference, vault_id, till_id, amount_minor, currency)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.reference)}::text[],
      ${rows.map((row) => row.vaultId)}::uuid[], ${rows.map((row) => (tillMove(row) ? row.tillId : null))}::uuid[],
      ${rows.map((row) => row.minor.toString())}::bigint[], ${rows.map((row) => row.currency)}::bpchar[])`;
}
