import { bankDataKey, decryptBytes, unwrapDataKey } from "../audit/cipher";
import { type ActivityRow, readActivity, sealedDetails } from "../audit/queries";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize, branchScope } from "../identity/authorize";
import { isWithheld, maskedFor, seenInLog } from "./mask-activity";

export type ActivityDetail = {
  event: ActivityRow;
  before: object | null;
  after: object | null;
  erased: boolean;
  withheld: boolean;
};

/**
 * Opens the before and after of one act in the viewer's scope. That they were read is itself an act in the log, on the
 * same customer. Details whose key was destroyed are answered as erased, those of a customer whom the viewer may not see
 * as withheld.
 */
export function readActivityDetail(ctx: Ctx<StaffActor>, id: string): Promise<ActivityDetail> {
  return transact(ctx, "activity.read", async (inside) => {
    authorize(inside.actor, "activity.read");
    const scope = branchScope(inside.actor, "activity.read");
    const event = await readActivity(inside.db, scope, id, seenInLog(inside.actor));
    if (!event) throw refusal("not_found");
    const none = { event: maskedFor(inside, event), before: null, after: null, erased: false, withheld: false };
    if (!event.hasDetails) return none;
    if (isWithheld(inside, event)) return { ...none, withheld: true };
    const sealed = await sealedDetails(inside.db, event.id);
    await record(inside, {
      act: "activity.detail_read",
      subjectKind: "activity",
      subjectId: event.id,
      customerId: event.customerId,
    });
    if (!sealed) return { ...none, erased: true };
    const key = sealed.owner && sealed.wrappedKey ? unwrapDataKey(sealed.wrappedKey, sealed.owner) : bankDataKey();
    const plain: { before?: object; after?: object } = JSON.parse(
      decryptBytes(key, sealed.ciphertext, event.id).toString("utf8"),
    );
    return { ...none, before: plain.before ?? null, after: plain.after ?? null };
  });
}
