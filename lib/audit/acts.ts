import { accounts } from "./acts/accounts";
import { approvals } from "./acts/approvals";
import { books } from "./acts/books";
import { cash } from "./acts/cash";
import { customers } from "./acts/customers";
import { loans } from "./acts/loans";
import { log } from "./acts/log";
import { money } from "./acts/money";
import { screening } from "./acts/screening";
import { staff } from "./acts/staff";

/**
 * Every act of the bank in words, as the activity log says it. Names in the past are what was done; names of commands
 * and permissions stand in rows of what was refused. An act that is not listed here is shown as it is named. Its parts
 * stand by subject under `acts`; no act stands in two of them.
 */
const words = {
  ...customers,
  ...screening,
  ...accounts,
  ...money,
  ...loans,
  ...cash,
  ...books,
  ...staff,
  ...approvals,
  ...log,
} as const satisfies Record<string, string>;

export type Act = keyof typeof words;

/** An act in words. */
export function actWords(act: string): string {
  return Object.hasOwn(words, act) ? words[act as Act] : act;
}

/** The acts that a filter offers, in the order of the table. */
export const acts = Object.entries(words).map(([act, label]) => ({ act, label }));
