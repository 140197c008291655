import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { openFor } from "../accounts/open-for";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { formatMaskedIban } from "../core/iban";
import type { AccountId } from "../core/ids";
import { decimalText } from "../core/money";
import { authorize } from "../identity/authorize";
import { fundDeposit } from "../interest/fund-deposit";
import { notify } from "../notifications/notify";
import { type ApplicationFacts, assertWaits, lockApplication } from "./lock-application";
import type { openAppliedInput } from "./schema";

/**
 * Opens the account that a customer applied for, by every rule as it stands today; the money of a term deposit moves now,
 * by the signature of who applied. Refuses `application_ended` and what opening at the counter refuses.
 */
export function openApplied(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof openAppliedInput>,
): Promise<{ accountId: AccountId; iban: string }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.open_applied", key, input: asked }, async (inside) => {
    const application = await lockApplication(inside.db, asked.applicationId);
    const { id, customerId, branchId, product } = application;
    authorize(inside.actor, "account.open", { branchId, customerIds: [customerId] });
    assertWaits(application);
    const opened = await begin(inside, application);
    await sqlOf(inside.db)`
      update account_applications set status = 'active', decided_by = ${inside.actor.userId}, decided_at = bank_now(),
        account_id = ${opened.accountId}
      where id = ${id}`;
    await record(inside, {
      act: "account.application_opened",
      subjectKind: "account_application",
      subjectId: id,
      customerId,
      after: { product, iban: opened.iban },
    });
    const params = { product, account: formatMaskedIban(opened.iban) };
    await notify(inside, { to: { customerId }, kind: "application_opened", params });
    return opened;
  });
}

function begin(ctx: TxCtx<StaffActor>, { customerId, productVersionId, currency, deposit }: ApplicationFacts) {
  if (!deposit) return openFor(ctx, { customerId, productVersionId, jointOwner: undefined, signingRule: undefined });
  return fundDeposit(ctx, {
    accountId: deposit.from,
    productVersionId,
    amount: decimalText(deposit.minor, currency),
    months: String(deposit.months),
    instruction: deposit.instruction,
    present: [customerId],
  });
}
