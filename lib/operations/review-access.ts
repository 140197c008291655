import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { csvLine } from "../core/csv";
import { refusal } from "../core/errors";
import { assertFresh, authorize } from "../identity/authorize";
import { everyColleague, type StaffRow } from "../identity/staff-queries";
import { spokenRole } from "../identity/staff-rights";
import { takeTry } from "../identity/throttle";

/** The access review as CSV: who may sign in, with which roles, since when and last seen. That it was taken out is recorded. */
export async function reviewAccess(ctx: Ctx<StaffActor>): Promise<string> {
  const attempt = await takeTry(ctx.db, [{ rule: "export", of: [ctx.actor.userId] }]);
  return transact(ctx, "staff.review", async (inside) => {
    authorize(inside.actor, "staff.read");
    assertFresh(inside.actor);
    if (!attempt) throw refusal("exported_too_often");
    const staff: StaffRow[] = [];
    for await (const colleague of everyColleague(inside)) staff.push(colleague);
    await record(inside, { act: "staff.reviewed", subjectKind: "report", subjectId: "access-review" });
    const head = ["Name", "User name", "Branch", "Roles", "State", "Second factor", "Since", "Last sign-in"];
    const rows = staff.map((one) => [
      one.name,
      one.signInName,
      one.branch,
      one.roles.map(spokenRole).join("; "),
      one.state,
      one.hasFactor ? "yes" : "no",
      one.since,
      one.lastSignIn ?? "never",
    ]);
    return [head, ...rows].map(csvLine).join("");
  });
}
