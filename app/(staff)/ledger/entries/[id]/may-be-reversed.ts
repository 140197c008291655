import type { EntryDetail } from "@/lib/ledger/entry-queries";
import { isReversible } from "@/lib/ledger/templates/registry";

/** Whether to offer it at all; the command decides. */
export function mayBeReversed({ kind, linked }: EntryDetail): boolean {
  return isReversible(kind) && !linked.some(({ why }) => why === "reversed_by");
}
