import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { csvLine } from "../core/csv";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { assertFresh, authorize } from "../identity/authorize";
import { endsSoonOn, everyColleague, type StaffRow } from "../identity/staff-queries";
import { spokenHeld } from "../identity/staff-rights";
import { takeTry } from "../identity/throttle";

/**
 * The access review as CSV: who may sign in, with which roles and until when, since when and last seen; who has a role that
 * ends within 30 days stands first. That it was taken out is recorded.
 */
export async function reviewAccess(ctx: Ctx<StaffActor>): Promise<string> {
  const attempt = await takeTry(ctx.db, [{ rule: "export", of: [ctx.actor.userId] }]);
  return transact(ctx, "staff.review", async (inside) => {
    authorize(inside.actor, "staff.read");
    assertFresh(inside.actor);
    if (!attempt) throw refusal("exported_too_often");
    const staff: StaffRow[] = [];
    for await (const colleague of everyColleague(inside)) staff.push(colleague);
    await record(inside, { act: "staff.reviewed", subjectKind: "report", subjectId: "access-review" });
    const head = [
      "Name",
      "User name",
      "Branch",
      "Roles",
      "A role ends",
      "State",
      "Second factor",
      "Since",
      "Last sign-in",
    ];
    const rows = endingFirst(staff, inside.businessDate).map((one) => [
      one.name,
      one.signInName,
      one.branch,
      one.roles.map((role) => spokenHeld(role, one.until)).join("; "),
      Object.values(one.until).sort()[0] ?? "",
      one.state,
      one.hasFactor ? "yes" : "no",
      one.since,
      one.lastSignIn ?? "never",
    ]);
    return [head, ...rows].map(csvLine).join("");
  });
}

/** Whose role ends soon, by its day; then the others, in their order. */
function endingFirst(staff: readonly StaffRow[], today: BusinessDate): StaffRow[] {
  const dated = staff.map((one) => ({ one, on: endsSoonOn(one, today) ?? LAST }));
  return dated.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))).map(({ one }) => one);
}

const LAST = "9999-12-31";
