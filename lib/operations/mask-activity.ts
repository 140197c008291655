import type { ActivityRow, Seen } from "../audit/queries";
import type { Ctx, StaffActor } from "../core/context";
import { may } from "../identity/authorize";

/** What of the log this member of staff may know of beside what everybody may who reads it. */
export const seenInLog = (actor: StaffActor): Seen => ({
  holds: may(actor, "erasure.read"),
  alerts: may(actor, "screening.read"),
});

/** Whether the names in an act, and what stands in its details, are personal data that the viewer has no right to. */
export function isWithheld(ctx: Ctx<StaffActor>, row: ActivityRow): boolean {
  const personal = row.customerId !== null || row.actorKind === "customer" || PERSONAL.has(row.subjectKind ?? "");
  return personal && !may(ctx.actor, "customer.read");
}

/** An act as the viewer may see it: without the right to see customers no name, no number and no link to them is left. */
export function maskedFor(ctx: Ctx<StaffActor>, row: ActivityRow): ActivityRow {
  if (!isWithheld(ctx, row)) return row;
  const own = row.actorKind === "customer" ? { actor: "A customer", ip: null, device: null } : {};
  return {
    ...row,
    ...own,
    subject: row.subject === null ? null : "Not shown to your role",
    subjectKind: null,
    subjectId: null,
    // A customer's number is the reference of what is done to their record.
    reference: row.subjectKind === "customer" ? null : row.reference,
    customerId: null,
  };
}

const PERSONAL: ReadonlySet<string> = new Set(["customer", "account", "loan"]);
