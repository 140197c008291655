import type { z } from "zod";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { transactOnce } from "../command/transact-once";
import { parseAmountOrRefuse } from "../core/amounts";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { type EntryId, newId } from "../core/ids";
import { formatMoney, money } from "../core/money";
import { authorize } from "../identity/authorize";
import { bookClearing } from "./book-clearing";
import { lockDifferences } from "./lock-differences";
import type { clearDifferenceInput } from "./schema";

/**
 * Clears what a count found over or short, once it is known where it belongs: to a customer, to a difference of the other
 * kind, or to the bank. With a reason, once a second person agreed; it stays linked to the difference it clears. Refuses
 * `difference_not_found`, `difference_cleared`, `more_than_difference`, `difference_no_match`.
 */
export function clearDifference(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof clearDifferenceInput>,
): Promise<{ entryId: EntryId; reference: string } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "cash.clear", key, input: asked }, async (inside) => {
    authorize(inside.actor, "cash.clear");
    const differences = await lockDifferences(inside.db, [
      asked.differenceId,
      ...(asked.how === "matched" && asked.otherId ? [asked.otherId] : []),
    ]);
    const difference = differences.get(asked.differenceId);
    if (!difference) throw refusal("difference_not_found");
    authorize(inside.actor, "cash.clear", { branchId: difference.branchId });
    const { currency, leftMinor, kind, till } = difference;
    const minor = parseAmountOrRefuse(asked.amount, currency);
    if (leftMinor === 0n) throw refusal("difference_cleared");
    if (minor > leftMinor) throw refusal("more_than_difference", { left: formatMoney(money(leftMinor, currency)) });
    if (asked.how === "customer" && !asked.iban) throw refusal("required", { what: "the IBAN of the account" }, "iban");
    const other = asked.otherId ? differences.get(asked.otherId) : undefined;
    const words = {
      customer: asked.iban ? `with a customer, account ${formatMaskedIban(asked.iban)}` : "",
      matched: `against ${other?.reference ?? "another difference"}`,
      bank: kind === "over" ? "kept by the bank" : "borne by the bank",
    };
    const pending = await demandApproval(inside, {
      kind: "cash.clear",
      payload: input,
      subjectKind: "cash_difference",
      subjectId: asked.differenceId,
      branchId: difference.branchId,
      amount: money(minor, currency),
      reason: `${till}, ${formatMoney(money(difference.minor, currency))} ${kind}: ${asked.reason}`,
      before: { [difference.reference]: `${formatMoney(money(leftMinor, currency))} to be cleared` },
      after: {
        [difference.reference]: `${formatMoney(money(leftMinor - minor, currency))} to be cleared`,
        cleared: words[asked.how],
      },
      always: true,
    });
    if (pending) return pending;
    const { how, differenceId, iban, otherId, reason } = asked;
    return bookClearing(inside, { key: newId(), how, differenceId, iban, otherId, amount: asked.amount, reason });
  });
}
