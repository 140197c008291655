import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import type { StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { type EntryId, type Id, type LedgerAccountId, newId, type UserId } from "../core/ids";
import type { Notes } from "../core/notes";
import { newReference } from "../core/references";
import { type Book, guardedAccount } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand } from "../ledger/money-command";
import { bookCashMove } from "../ledger/templates/cash";
import { assertRoom, type CashLimits, readLimits } from "./cash-limits";
import { applyWithNotes, type CashStock, insertNotes, moveNotes, type NoteMove, readStock } from "./cash-notes";
import { assertHolds, assertServes, type CashPoint, pointsOf } from "./cash-points";
import type { takeCashInput } from "./schema";

type Input = Omit<z.output<typeof takeCashInput>, "key">;
type Result = { entryId: EntryId; reference: string };
type Offer = {
  id: Id<"cashOffer">;
  status: "open" | "taken" | "withdrawn" | "refused";
  fromId: string;
  toId: string;
  gives: LedgerAccountId;
  receives: LedgerAccountId;
  currency: Currency;
  minor: bigint;
  notes: Notes;
  offeredBy: UserId;
};
type State = {
  book: Book;
  offers: Map<string, Offer>;
  points: Map<string, CashPoint>;
  stock: CashStock;
  limits: CashLimits;
};
type Kind = "vault_to_till" | "till_to_vault" | "till_to_till";
type Row = Result & { kind: Kind; offer: Offer; from: CashPoint; to: CashPoint; notes: NoteMove[]; takenBy: UserId };

/**
 * Takes cash that a colleague handed over: only now it leaves their till or vault and comes to this one, note by note.
 * Refuses `offer_over`, `maker_cannot_approve`, `not_your_cash`, `till_counting`, `notes_short`.
 */
export const takeCash = moneyCommand<StaffActor, Input, State, Row, Result>("cash.take", {
  async load(tx, calls) {
    const offers = await lockOffers(
      tx,
      calls.map(({ input }) => input.offerId),
    );
    const places = offers.flatMap(({ fromId, toId }) => [fromId, toId]);
    const book = await lockBalances(
      tx,
      offers.flatMap(({ gives, receives }) => [gives, receives]),
    );
    // A count holds the balances while it is written: read behind the lock, the sessions are those of now.
    const [points, stock, limits] = await Promise.all([
      pointsOf(tx, places),
      readStock(tx, places),
      readLimits(tx, places),
    ]);
    return { book, points, stock, limits, offers: new Map(offers.map((offer) => [offer.id, offer])) };
  },
  decide(ctx, input, state) {
    const offer = state.offers.get(input.offerId);
    if (offer?.status !== "open") throw refusal("offer_over");
    const { fromId, toId, currency, minor } = offer;
    const [from, to] = [state.points.get(fromId) as CashPoint, state.points.get(toId) as CashPoint];
    if (offer.offeredBy === ctx.actor.userId) throw refusal("maker_cannot_approve");
    assertHolds(ctx.actor, to);
    assertServes(from);
    // Whoever has the till now never gave it.
    if (from.kind === "till" && from.holder !== offer.offeredBy) throw refusal("offer_over");
    const [id, reference] = [newId<"entry">(), newReference("CMV")];
    const kind: Kind = from.kind === "vault" ? "vault_to_till" : to.kind === "vault" ? "till_to_vault" : "till_to_till";
    const at = ({ id: point, name }: CashPoint, way: "in" | "out"): NoteMove => {
      return { entryId: id, point, name, currency, notes: offer.notes, way };
    };
    const notes = [at(from, "out"), at(to, "in")];
    const { gives, receives } = offer;
    const draft = bookCashMove({ id, reference, branchId: from.branchId, kind, minor, gives, receives });
    const entry = applyWithNotes(state.book, draft, () => {
      assertRoom(state.limits, to, currency, guardedAccount(state.book, receives).balance);
      moveNotes(state.stock, notes);
    });
    state.offers.set(offer.id, { ...offer, status: "taken" });
    return {
      entries: [entry],
      row: { entryId: id, reference, kind, offer, from, to, notes, takenBy: ctx.actor.userId },
      audit: {
        act: "cash.taken",
        subjectKind: to.kind,
        subjectId: to.id,
        entryId: id,
        reference,
        amount: { minor, currency },
        after: { from: from.name },
      },
      result: { entryId: id, reference },
    };
  },
  write: writeTaken,
});

async function lockOffers(tx: Transaction, ids: readonly string[]): Promise<Offer[]> {
  const sql = sqlOf(tx);
  const wanted = [...new Set(ids)].sort();
  const rows = await sql<Offer[]>`
    select o.id, o.status, o.from_id as "fromId", o.to_id as "toId", g.ledger_account_id as gives, r.ledger_account_id as receives,
      o.currency, o.amount_minor as minor, o.offered_by as "offeredBy",
      (select json_object_agg(n.value_minor, n.quantity) from cash_offer_notes n where n.offer_id = o.id) as notes
    from cash_offers o
      join cash_accounts g on g.cash_point_id = o.from_id and g.currency = o.currency
      join cash_accounts r on r.cash_point_id = o.to_id and r.currency = o.currency
    where o.id = any(${wanted}::uuid[]) order by o.id for update of o`;
  return [...rows];
}

function writeTaken(tx: Transaction, rows: readonly Row[]) {
  const sql = sqlOf(tx);
  const idOf = (place: CashPoint, kind: CashPoint["kind"]) => (place.kind === kind ? place.id : null);
  return Promise.all([
    insertNotes(
      tx,
      rows.flatMap((row) => row.notes),
    ),
    sql`
      insert into cash_moves (id, kind, reference, vault_id, till_id, giving_till_id, amount_minor, currency, offer_id)
      select * from unnest(
        ${rows.map((row) => row.entryId)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.reference)}::text[],
        ${rows.map(({ from, to }) => idOf(from, "vault") ?? idOf(to, "vault"))}::uuid[],
        ${rows.map(({ from, to }) => idOf(to, "till") ?? idOf(from, "till"))}::uuid[],
        ${rows.map(({ kind, from }) => (kind === "till_to_till" ? from.id : null))}::uuid[],
        ${rows.map(({ offer }) => offer.minor.toString())}::bigint[], ${rows.map(({ offer }) => offer.currency)}::bpchar[],
        ${rows.map(({ offer }) => offer.id)}::uuid[])`,
    sql`
      update cash_offers o set status = 'taken', ended_by = r.by, ended_at = bank_now()
      from unnest(${rows.map(({ offer }) => offer.id)}::uuid[], ${rows.map((row) => row.takenBy)}::uuid[]) as r (id, by)
      where o.id = r.id`,
  ]);
}
