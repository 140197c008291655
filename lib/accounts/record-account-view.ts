import { recordView } from "../audit/record-view";
import type { Ctx, StaffActor } from "../core/context";
import type { AccountPage } from "./queries";

/** Records that somebody was shown whose account it is (control 53). */
export function recordAccountView(
  ctx: Ctx<StaffActor>,
  { id, owners }: Pick<AccountPage, "id" | "owners">,
): Promise<void> {
  return recordView(ctx, {
    act: "account.viewed",
    subjectKind: "account",
    subjectId: id,
    customerIds: owners.map((owner) => owner.id),
  });
}
