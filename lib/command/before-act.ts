import { type RefusedSubject, recordRefusal } from "../audit/record";
import type { Ctx } from "../core/context";
import { BankError } from "../core/errors";
import { begin, isTransaction } from "./transact";

/**
 * Looks at what an act needs before its own transaction; a refusal stands in the log as one of the act (control 53).
 * Inside an outer transaction the outer command decides.
 */
export async function beforeAct<T>(
  ctx: Ctx,
  act: string,
  look: () => T | Promise<T>,
  about?: RefusedSubject,
): Promise<T> {
  const { db } = ctx;
  try {
    return await look();
  } catch (error) {
    if (error instanceof BankError && !isTransaction(db))
      await begin(db, ctx, (inside) => recordRefusal(inside, act, error, about));
    throw error;
  }
}
