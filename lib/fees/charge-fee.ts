import type { AccountFacts } from "../accounts/load-accounts";
import type { SecondPerson } from "../approvals/powers";
import type { Waivers } from "../approvals/waivers";
import type { Ctx } from "../core/context";
import { isBankError, refusal } from "../core/errors";
import { feeOn } from "../core/fee";
import type { AccountId, BranchId, EntryId } from "../core/ids";
import { formatMoney } from "../core/money";
import { authorize } from "../identity/authorize";
import { type Book, glAccount } from "../ledger/book";
import type { EntryDraft } from "../ledger/entry";
import { type Fee, feeLegOf, withFee } from "../ledger/templates/fee";
import type { FeeKind } from "../products/schema";

/** What a movement costs its account, decided: the entry with the fee in it, and what is kept of it. */
export type ChargedMovement = {
  draft: EntryDraft;
  feeMinor: bigint;
  charge: FeeCharge | null;
  /** Who must agree to its waiver. */
  second: SecondPerson | null;
  /** What stands of it in a request and in the activity log. */
  words: Record<string, string>;
};

/** A fee that was charged with an entry, or waived: then it has no leg and a reason. */
export type FeeCharge = {
  entryId: EntryId;
  kind: FeeKind;
  account: AccountId;
  minor: bigint;
  currency: string;
  leg: number | null;
  waivedBecause: string | null;
};

type Movement = {
  kind: FeeKind;
  /** The amount that moves, over which a part is counted. */
  minor: bigint;
  /** Where it happens: whose income it is. */
  branchId: BranchId;
  /** Why it is waived. */
  waive: string | undefined;
};

/**
 * Adds what the account's product charges for a movement to its entry, unless it is waived with a reason. Customers and
 * programs waive nothing. Refuses `fee_not_charged` where a waiver has nothing to waive.
 */
export function chargeFee(
  ctx: Ctx,
  draft: EntryDraft,
  account: AccountFacts,
  { kind, minor, branchId, waive }: Movement,
  { book, waivers }: { book: Book; waivers: Waivers },
): ChargedMovement {
  if (waive !== undefined) authorize(ctx.actor, "fee.waive");
  const { currency, id } = account;
  const feeMinor = feeOn(
    account.fees.find((fee) => fee.kind === kind),
    minor,
  );
  if (feeMinor === 0n) {
    if (waive !== undefined) throw refusal("fee_not_charged");
    return { draft, feeMinor, charge: null, second: null, words: {} };
  }
  const amount = { minor: feeMinor, currency };
  const row = { entryId: draft.id, kind, account: id, minor: feeMinor, currency };
  if (waive !== undefined) {
    return {
      draft,
      feeMinor: 0n,
      charge: { ...row, leg: null, waivedBecause: waive },
      second: waivers(ctx, amount),
      words: { fee: formatMoney(amount), fee_waived: waive },
    };
  }
  const fee: Fee = { account: id, income: glAccount(book, "4110", branchId, currency), minor: feeMinor };
  const charged = withFee(draft, fee);
  return {
    draft: charged,
    feeMinor,
    charge: { ...row, leg: feeLegOf(charged), waivedBecause: null },
    second: null,
    words: { fee: formatMoney(amount) },
  };
}

/** What the activity log keeps of a waived fee; of a charged one the entry says it. */
export function waiverOf({ charge, words }: ChargedMovement): { after?: Record<string, string> } {
  return charge?.waivedBecause ? { after: words } : {};
}

/** Lets a refusal for want of money say that the fee is counted in. */
export function tellingFee<T>(feeMinor: bigint, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    if (feeMinor > 0n && isBankError(error) && error.reason === "insufficient_funds")
      throw refusal("insufficient_funds", { ...(error.params as ShortOf), feeMinor: feeMinor.toString() });
    throw error;
  }
}

type ShortOf = { availableMinor: string; shortfallMinor: string; currency: string };
