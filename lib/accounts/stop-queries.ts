import type { Ctx, StaffActor } from "../core/context";
import { isBankError } from "../core/errors";
import { type CustomerId, isId } from "../core/ids";
import { consentWaited } from "../customers/consent-queries";
import { authorize } from "../identity/authorize";
import { readFacts } from "./load-accounts";
import { assertCanCredit, assertCanDebit } from "./rules";

/** Why nothing can be paid out of or into an account now, and who can help, as the rule itself says it. */
export type AccountStop = { reason: string; sentence: string };

/** Asks before a form is shown what the command will ask again; null where money may move. */
export async function accountStop(
  ctx: Ctx<StaffActor>,
  accountId: string,
  way: "in" | "out",
): Promise<AccountStop | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(accountId)) return null;
  const [account] = await readFacts(ctx.db, [accountId as never]);
  if (!account) return null;
  try {
    if (way === "in") assertCanCredit(account);
    else assertCanDebit(ctx, account);
    return null;
  } catch (error) {
    if (!isBankError(error)) throw error;
    return { reason: error.reason, sentence: error.sentence };
  }
}

/** Why nothing new is lent on an account or taken out of it for longer, as the commands say it; null where it may be. */
export async function newTermsStop(
  ctx: Ctx<StaffActor>,
  { id, owners }: { id: string; owners: readonly { id: CustomerId }[] },
): Promise<AccountStop | null> {
  const stop = await accountStop(ctx, id, "out");
  if (stop) return stop;
  const asked = await consentWaited(
    ctx.db,
    owners.map((owner) => owner.id),
  );
  return asked && { reason: asked.reason, sentence: asked.sentence };
}
