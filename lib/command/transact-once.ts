import { recordRefusal } from "../audit/record";
import { canonicalHash } from "../core/canonical";
import { type Actor, actorScope, type Ctx, type TxCtx } from "../core/context";
import { BankError, refusal } from "../core/errors";
import { type Claim, claimKeys, isStored, refused, replay, storeOutcomes } from "./outcome";
import { begin, isTransaction, retried, transact } from "./transact";

/** What makes a request the same request: the command, the caller's key, and the input without it. */
export type Once = { command: string; key: string; input: unknown };

/**
 * `transact` with an idempotency key: a repeat gets the first answer, refusals included; the same key with another
 * input is `key_reused`. The result must be ids in JSON. Joined to an outer transaction it claims nothing.
 */
export async function transactOnce<A extends Actor, T>(
  ctx: Ctx<A>,
  once: Once,
  fn: (ctx: TxCtx<A>) => Promise<T>,
): Promise<T> {
  if (isTransaction(ctx.db)) return transact(ctx, once.command, fn);
  const db = ctx.db;
  const claim = claimOf(ctx.actor, once);
  try {
    const answer = await retried(() =>
      begin(db, ctx, async (inside) => {
        const [before] = await claimKeys(inside.db, [claim]);
        if (before) return { value: () => replay<T>(before) };
        try {
          const value = await inside.db.transaction((nested) => fn({ ...inside, db: nested }));
          await storeOutcomes(inside.db, [{ claim, outcome: { done: value } }]);
          return { value: () => value };
        } catch (error) {
          if (!isStored(error)) throw error;
          await Promise.all([
            storeOutcomes(inside.db, [{ claim, outcome: refused(error) }]),
            recordRefusal(inside, once.command, error),
          ]);
          return {
            value: (): T => {
              throw new StoredRefusal(error);
            },
          };
        }
      }),
    );
    return answer.value();
  } catch (error) {
    if (error instanceof StoredRefusal) throw error.refusal;
    if (error instanceof BankError && !isStored(error))
      await begin(db, ctx, (inside) => recordRefusal(inside, once.command, error));
    throw error;
  }
}

/** The claim of a call: the key is the actor's own, and the hash tells another body under the same key. */
export function claimOf(actor: Actor, once: Once): Claim {
  assertKey(once.key);
  return {
    scope: actorScope(actor),
    key: once.key,
    command: once.command,
    hash: canonicalHash({ command: once.command, input: once.input }),
  };
}

/** A key is the form's own: a UUID, or a caller's text of a like length. */
export function assertKey(key: string): void {
  if (!/^[0-9A-Za-z-]{16,64}$/.test(key)) throw refusal("key_required");
}

/** Marks a refusal whose audit row is already written. */
class StoredRefusal extends Error {
  constructor(readonly refusal: BankError) {
    super(refusal.reason);
  }
}
