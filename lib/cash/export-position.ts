import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import { actorScope, type Ctx, type StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { placePositions, positionCsv } from "./position-queries";

/** The cash position as CSV, of the branch asked for within the viewer's scope; that it was taken is recorded. Refuses `papers_too_often`. */
export async function exportPosition(ctx: Ctx<StaffActor>, branch?: string): Promise<string> {
  await beforeAct(ctx, "cash.position_export", () => authorize(ctx.actor, "cash.read"));
  const attempt = await takeTry(ctx.db, [{ rule: "papers", of: [actorScope(ctx.actor)] }]);
  await transact(ctx, "cash.position_export", (inside) => {
    if (!attempt) throw refusal("papers_too_often");
    return record(inside, { act: "cash.position_exported", subjectKind: "report", subjectId: "cash-position" });
  });
  return positionCsv(await placePositions(ctx, branch));
}
