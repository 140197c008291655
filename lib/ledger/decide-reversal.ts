import type { Ctx, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { isBankError, refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type EntryId, newId } from "../core/ids";
import type { Money } from "../core/money";
import { newReference } from "../core/references";
import { assertStranger } from "../identity/authorize";
import { assertBankMayTake, assertMayComeIn } from "./blocked";
import { applyEntry, type Book } from "./book";
import { type BookedEntry, entryIn, type LockedEntries } from "./lock-entries";
import type { Decision } from "./money-steps";
import { type ReversedNotes, reverseNotes } from "./reversed-notes";
import { type ReversalReason, reversalReasons } from "./schema";
import { bookCorrection } from "./templates/correction";
import { templateOf, templateTitle } from "./templates/registry";

type Asked = { entryId: EntryId; reason: ReversalReason; note?: string | undefined };

/**
 * Decides the exact opposite of an entry, once whoever asks may have it; the rules of a reversal are told in their order.
 * It passes the floor of an account only where a second person agreed.
 */
export function decideReversal(
  ctx: Ctx<StaffActor>,
  input: Asked,
  state: LockedEntries,
  agreed = ctx.approval !== undefined,
): Decision<ReversedNotes[], { entryId: EntryId; reference: string }> {
  const original = entryIn(state, input.entryId);
  assertStranger(ctx.actor, original.parties);
  assertReversible(original);
  const [id, reference] = [newId<"entry">(), newReference("REV")];
  const reason = reversalReasons[input.reason];
  const before = new Map(state.book.guarded);
  const draft = bookCorrection({ id, reference, branchId: ctx.actor.branchId, original, reason, agreed });
  const entry = applyEntry(state.book, draft);
  const notes = notesOf(state, { original: original.id, reversal: id, before });
  state.entries.set(original.id, { ...original, reversed: true });
  return {
    entries: [entry],
    row: notes,
    audit: {
      act: "entry.reversed",
      subjectKind: "entry",
      subjectId: original.id,
      customerId: original.customerId,
      entryId: id,
      reference,
      before: { reference: original.reference },
      after: { reason, note: input.note ?? null },
    },
    result: { entryId: id, reference },
  };
}

/**
 * What an account lacks to bear a reversal as it would any other entry, or null. Refuses what else keeps it from being
 * booked, and leaves everything as it was: what waits for a second person moves nothing.
 */
export function tryReversal(ctx: Ctx<StaffActor>, input: Asked, { book, entries, cash }: LockedEntries): Money | null {
  const attempt = (agreed: boolean) =>
    decideReversal(
      ctx,
      input,
      {
        book: { ...book, guarded: new Map(book.guarded) },
        entries: new Map(entries),
        cash: { ...cash, stock: new Map(cash.stock) },
      },
      agreed,
    );
  try {
    attempt(false);
    return null;
  } catch (error) {
    if (!isBankError(error) || error.reason !== "insufficient_funds") throw error;
    attempt(true);
    const { shortfallMinor, currency } = error.params;
    return { minor: BigInt(shortfallMinor as string), currency: currency as Currency };
  }
}

/** The notes that go with a reversal; when they are not there, the books are put back as they were. */
function notesOf(
  { book, cash }: LockedEntries,
  { original, reversal, before }: { original: EntryId; reversal: EntryId; before: Book["guarded"] },
): ReversedNotes[] {
  try {
    return reverseNotes(cash, original, reversal);
  } catch (error) {
    book.guarded = before;
    throw error;
  }
}

function assertReversible(entry: BookedEntry): void {
  if (entry.reversed) throw refusal("already_reversed");
  if (!templateOf(entry.kind).reversible) throw refusal("not_reversible", { title: templateTitle(entry.kind) });
  if (entry.tillStatus !== null && entry.tillStatus !== "open") throw refusal("till_session_over");
  if (entry.closedIban !== null) throw refusal("account_closed", { account: formatMaskedIban(entry.closedIban) });
  assertNotBlocked(entry);
}

/** What was paid to an account is taken from it, and what was taken comes back: where a block stops the bank too, neither. */
function assertNotBlocked({ blocked, legs }: BookedEntry): void {
  for (const one of blocked) {
    const moved = legs.reduce((sum, { account, minor }) => (account === one.account ? sum + minor : sum), 0n);
    if (moved < 0n) assertBankMayTake(one);
    if (moved > 0n) assertMayComeIn(one);
  }
}
