import type { Ctx, CustomerActor } from "../core/context";
import { isBankError } from "../core/errors";
import { isId } from "../core/ids";
import { checkTransfer, type TransferCheck } from "./check-transfer";
import { transferUnder } from "./queries";
import { checkTransferInput } from "./schema";

/** A transfer as its check page shows it: to be paid, already paid under this page's key, or no longer possible. */
export type TransferCheckPage =
  | { state: "ready"; check: TransferCheck }
  | { state: "paid"; reference: string }
  | { state: "refused"; sentence: string }
  | { state: "unreadable" };

export type CheckQuery = { key?: string; from?: string; to?: string; amount?: string; remittance?: string };

/** Looks anew at what the form sent on, because a page may be opened again long after. */
export async function transferCheckPage(
  ctx: Ctx<CustomerActor>,
  { key, ...typed }: CheckQuery,
): Promise<TransferCheckPage> {
  const read = checkTransferInput.safeParse(typed);
  if (!read.success || !isId(key)) return { state: "unreadable" };
  const reference = await transferUnder(ctx, key);
  if (reference) return { state: "paid", reference };
  try {
    return { state: "ready", check: { ...(await checkTransfer(ctx, read.data)), key } };
  } catch (error) {
    if (!isBankError(error)) throw error;
    return { state: "refused", sentence: error.sentence };
  }
}
