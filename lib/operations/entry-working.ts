import type { Ctx, StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import type { EntryId } from "../core/ids";
import { exchangeEntryWorking } from "../exchange/entry-working";
import { interestEntryWorking } from "../interest/entry-working";
import { positionEntryWorking } from "../interest/position-working";
import { loanEntryWorking } from "../loans/entry-working";

/** How an amount that the bank computed came about, line by line, for a reader with a pencil. */
export type EntryWorking = { result: string; steps: { text: string; value?: string }[]; rounding: string };

type Entry = { id: EntryId; kind: string; narrative: string; bookingDate: BusinessDate };

/** The working of an entry whose amount was computed; null where somebody entered it, or it follows another entry's. */
export async function entryWorking(ctx: Ctx<StaffActor>, entry: Entry): Promise<EntryWorking | null> {
  const { id, kind } = entry;
  if (kind.startsWith("loan_")) return loanEntryWorking(ctx, entry);
  if (EXCHANGED.includes(kind)) return exchangeEntryWorking(ctx, entry);
  if (kind.endsWith("_interest_accrued")) return positionEntryWorking(ctx, id);
  return interestEntryWorking(ctx, id);
}

const EXCHANGED = ["exchange", "note_purchase", "note_sale", "revaluation"];
