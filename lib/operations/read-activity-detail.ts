import { bankDataKey, decryptBytes, unwrapDataKey } from "../audit/cipher";
import { type ActivityRow, readActivity, sealedDetails } from "../audit/queries";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize, branchScope } from "../identity/authorize";

export type ActivityDetail = { event: ActivityRow; before: object | null; after: object | null; erased: boolean };

/**
 * Opens the before and after of one act in the viewer's scope. That they were read is itself an act in the log, on the
 * same customer. Details whose key was destroyed are answered as erased.
 */
export function readActivityDetail(ctx: Ctx<StaffActor>, id: string): Promise<ActivityDetail> {
  return transact(ctx, "activity.read", async (inside) => {
    authorize(inside.actor, "activity.read");
    const event = await readActivity(inside.db, branchScope(inside.actor, "activity.read"), id);
    if (!event) throw refusal("not_found");
    if (!event.hasDetails) return { event, before: null, after: null, erased: false };
    const sealed = await sealedDetails(inside.db, event.id);
    await record(inside, {
      act: "activity.detail_read",
      subjectKind: "activity",
      subjectId: event.id,
      customerId: event.customerId,
    });
    if (!sealed) return { event, before: null, after: null, erased: true };
    const key = sealed.owner && sealed.wrappedKey ? unwrapDataKey(sealed.wrappedKey, sealed.owner) : bankDataKey();
    const plain: { before?: object; after?: object } = JSON.parse(
      decryptBytes(key, sealed.ciphertext, event.id).toString("utf8"),
    );
    return { event, before: plain.before ?? null, after: plain.after ?? null, erased: false };
  });
}
