import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { AccountId, Id } from "../core/ids";
import { authorize } from "../identity/authorize";
import { notify } from "../notifications/notify";
import { type ApplicationFacts, assertWaits, lockApplication } from "./lock-application";

type Asked = { key: string; applicationId: Id<"accountApplication">; reason?: string };
type Decided<Result> = {
  status: "active" | "rejected";
  accountId?: AccountId;
  /** What the activity log and the customer read of it beside the product. */
  logged: Record<string, string>;
  told?: Record<string, string>;
  result: Result;
};

/** Ends an application that waits, once, with what the log and the customer read of it. Refuses `application_ended`. */
export function decideApplication<Result extends object>(
  ctx: Ctx<StaffActor>,
  command: "account.open_applied" | "account.reject_application",
  { key, ...asked }: Asked,
  decide: (ctx: TxCtx<StaffActor>, application: ApplicationFacts) => Promise<Decided<Result>>,
): Promise<Result> {
  return transactOnce(ctx, { command, key, input: asked }, async (inside) => {
    const application = await lockApplication(inside.db, asked.applicationId);
    const { id, customerId, branchId, product } = application;
    authorize(inside.actor, "account.open", { branchId, customerIds: [customerId] });
    assertWaits(application);
    const { status, accountId = null, logged, told, result } = await decide(inside, application);
    const opened = status === "active";
    await sqlOf(inside.db)`
      update account_applications set status = ${status}, decided_by = ${inside.actor.userId}, decided_at = bank_now(),
        account_id = ${accountId}, reason = ${asked.reason ?? null}
      where id = ${id}`;
    await record(inside, {
      act: opened ? "account.application_opened" : "account.application_rejected",
      subjectKind: "account_application",
      subjectId: id,
      customerId,
      after: { product, ...logged },
    });
    const kind = opened ? "application_opened" : "application_rejected";
    await notify(inside, { to: { customerId }, kind, params: { product, ...told } });
    return result;
  });
}
