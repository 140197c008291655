import type { z } from "zod";
import { sqlOf, type Transaction } from "@/db/client";
import type { Pending } from "../approvals/demand-approval";
import { noPowers, type Powers, readPowers, type SecondPerson } from "../approvals/powers";
import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isBankError, refusal } from "../core/errors";
import { type BranchId, type EntryId, type Id, type LedgerAccountId, newId, type UserId } from "../core/ids";
import { formatMoney } from "../core/money";
import type { Notes } from "../core/notes";
import { newReference } from "../core/references";
import { type Book, guardedAccount, tryEntry } from "../ledger/book";
import { lockBalances } from "../ledger/lock-balances";
import { moneyCommand } from "../ledger/money-command";
import { needsSecond } from "../ledger/money-steps";
import { bookCashMove } from "../ledger/templates/cash";
import { assertRoom, type CashLimits, readLimits } from "./cash-limits";
import {
  applyWithNotes,
  assertInStock,
  type CashStock,
  insertNotes,
  moveNotes,
  type NoteMove,
  readStock,
} from "./cash-notes";
import { assertHolds, assertServes, type CashPoint, pointsOf } from "./cash-points";
import type { takeCashInput } from "./schema";

type Input = Omit<z.output<typeof takeCashInput>, "key">;
type Booked = { entryId: EntryId; reference: string };
type Result = Booked | Pending;
type Offer = {
  id: Id<"cashOffer">;
  status: "open" | "taken" | "withdrawn" | "refused";
  fromId: string;
  fromKind: CashPoint["kind"];
  toId: string;
  toKind: CashPoint["kind"];
  branchId: BranchId;
  gives: LedgerAccountId;
  receives: LedgerAccountId;
  currency: Currency;
  minor: bigint;
  notes: Notes;
  offeredBy: UserId;
  giver: Pick<StaffActor, "name" | "roles">;
};
type State = {
  book: Book;
  offers: Map<string, Offer>;
  points: Map<string, CashPoint>;
  stock: CashStock;
  limits: CashLimits;
  /** What binds those who keep the vaults of these offers. */
  powers: Powers;
};
type Kind = "vault_to_till" | "till_to_vault" | "till_to_till";
type Row = Booked & { kind: Kind; offer: Offer; from: CashPoint; to: CashPoint; notes: NoteMove[]; takenBy: UserId };

/**
 * Takes cash that a colleague handed over: only now it leaves their till or vault and comes to this one, note by note.
 * What comes to a vault or leaves it counts towards the limits of its keeper, and by the policies somebody may have to
 * agree before a vault takes it. Refuses `giver_over_limit`, `offer_over`, `maker_cannot_approve`, `not_your_cash`, `till_counting`, `notes_short`.
 */
export const takeCash = moneyCommand<StaffActor, Input, State, Row, Result>("cash.take", {
  async load(tx, calls) {
    const offers = await lockOffers(
      tx,
      calls.map(({ input }) => input.offerId),
    );
    const byId = new Map<string, Offer>(offers.map((offer) => [offer.id, offer]));
    const keepers = calls.flatMap(({ ctx, input }) => {
      const offer = byId.get(input.offerId);
      const keeper = offer && keeperOf(ctx, offer);
      return keeper ? [{ ctx: keeper }] : [];
    });
    const [first] = keepers;
    // Limits before balances, as every command that moves money takes them.
    const powers = first ? await readPowers(tx, "vault.move", keepers, first.ctx.businessDate) : noPowers;
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
    return { book, points, stock, limits, powers, offers: byId };
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
    const amount = { minor, currency };
    const keeper = keeperOf(ctx, offer);
    const second = keeper && weighed(state.powers, { keeper, taker: ctx, offer });
    const draft = bookCashMove({ id, reference, branchId: from.branchId, kind, minor, gives, receives });
    if (second) {
      tryEntry(state.book, draft);
      assertRoom(state.limits, to, currency, guardedAccount(state.book, receives).balance + minor);
      assertInStock(state.stock, notes);
      return needsSecond({
        ...second,
        subjectKind: to.kind,
        subjectId: to.id,
        branchId: to.branchId,
        amount,
        after: { amount: formatMoney(amount), cash: `from ${from.name} to ${to.name}` },
      });
    }
    const entry = applyWithNotes(state.book, draft, () => {
      assertRoom(state.limits, to, currency, guardedAccount(state.book, receives).balance);
      moveNotes(state.stock, notes);
    });
    if (keeper) state.powers.use(keeper, amount);
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
        amount,
        after: { from: from.name },
      },
      result: { entryId: id, reference },
    };
  },
  write: (tx, rows, state) => Promise.all([writeTaken(tx, rows), state.powers.write(tx)]),
});

/** Whoever keeps the vault that an offer leaves or comes to; null between tills. */
function keeperOf(
  ctx: Ctx<StaffActor>,
  { fromKind, toKind, branchId, offeredBy, giver }: Offer,
): Ctx<StaffActor> | null {
  if (toKind === "vault") return ctx;
  if (fromKind !== "vault") return null;
  return { ...ctx, actor: { kind: "staff", userId: offeredBy, branchId, sessionId: null, ...giver } };
}

/**
 * What the keeper's limits and the policies say: who must agree before a vault takes it. What leaves a vault was agreed to
 * as it was handed over; its keeper's day may be full since then.
 */
function weighed(
  powers: Powers,
  { keeper, taker, offer }: { keeper: Ctx<StaffActor>; taker: Ctx<StaffActor>; offer: Offer },
): SecondPerson | null {
  const { minor, currency, giver } = offer;
  if (keeper === taker) return powers.weigh(keeper, { minor, currency });
  try {
    powers.weigh(keeper, { minor, currency });
    return null;
  } catch (error) {
    if (isBankError(error)) throw refusal("giver_over_limit", { name: giver.name });
    throw error;
  }
}

async function lockOffers(tx: Transaction, ids: readonly string[]): Promise<Offer[]> {
  const sql = sqlOf(tx);
  const wanted = [...new Set(ids)].sort();
  const rows = await sql<Offer[]>`
    select o.id, o.status, o.from_id as "fromId", o.to_id as "toId",
      f.kind as "fromKind", t.kind as "toKind", o.branch_id as "branchId", g.ledger_account_id as gives, r.ledger_account_id as receives,
      o.currency, o.amount_minor as minor, o.offered_by as "offeredBy",
      (select json_build_object('name', u.display_name,
        'roles', array(select r.role from held_roles r where r.user_id = u.id)) from users u where u.id = o.offered_by) as giver,
      (select json_object_agg(n.value_minor, n.quantity) from cash_offer_notes n where n.offer_id = o.id) as notes
    from cash_offers o
      join cash_points f on f.id = o.from_id
      join cash_points t on t.id = o.to_id
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
