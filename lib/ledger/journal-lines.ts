import { refusal } from "../core/errors";
import type { BranchId } from "../core/ids";

/** The lines that the form of a journal has, by their number. */
export const journalNumbers = [1, 2, 3, 4, 5, 6, 7, 8] as const;

export type JournalField<Part extends string> = `${Part}${(typeof journalNumbers)[number]}`;

type Typed = Partial<Record<JournalField<"account" | "debit" | "credit">, string>> &
  Partial<Record<JournalField<"branch">, BranchId>>;

/** A line as it was typed, with the field of the form that its amount stands in. */
export type JournalLine = {
  no: number;
  account: string;
  branchId: BranchId;
  side: "debit" | "credit";
  amount: string;
  field: string;
};

/** The lines of a journal that were filled in. Refuses one that lacks its account, its branch or its amount, or has two amounts. */
export function journalLinesIn(typed: Typed): JournalLine[] {
  const lines = journalNumbers.flatMap((no) => {
    const [account, branchId] = [typed[`account${no}`], typed[`branch${no}`]];
    const [debit, credit] = [typed[`debit${no}`], typed[`credit${no}`]];
    if (!account && !debit && !credit) return [];
    if (!account) throw refusal("choose", { what: "an account" }, `account${no}`);
    if (!branchId) throw refusal("choose", { what: "a branch" }, `branch${no}`);
    if (debit && credit) throw refusal("journal_side", undefined, `credit${no}`);
    const side = debit ? ("debit" as const) : ("credit" as const);
    const amount = debit ?? credit;
    if (!amount) throw refusal("amount_required", undefined, `debit${no}`);
    return [{ no, account, branchId, side, amount, field: `${side}${no}` }];
  });
  if (lines.length === 0) throw refusal("choose", { what: "an account" }, "account1");
  return lines;
}
