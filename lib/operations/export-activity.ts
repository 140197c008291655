import { createHash } from "node:crypto";
import { actWords } from "../audit/acts";
import { type ActivityFilters, type ActivityRow, listActivity } from "../audit/queries";
import { record } from "../audit/record";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { csvLine } from "../core/csv";
import { deviceName } from "../core/device-name";
import { refusal } from "../core/errors";
import { decimalText } from "../core/money";
import { assertFresh, authorize, branchScope } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { maskedFor, seenInLog } from "./mask-activity";

export const MOST_ROWS = 10_000;
/** Rows of one query. */
const READ_AT_ONCE = 1_000;
const HEAD =
  "Time,Who,Role,Branch,Channel,Network,Device,Act,Result,Reason,Subject kind,Subject,Subject id,Reference,Amount,Currency,Request".split(
    ",",
  );

export type ActivityExport = { csv: string; rows: number; sha256: string; complete: boolean };

/**
 * The activity log in the viewer's scope as CSV, latest first, at most 10,000 rows; names are left out for whoever may not
 * see customers. That it was taken out is recorded with the SHA-256 of the file, so that a copy can be checked later.
 */
export async function exportActivity(ctx: Ctx<StaffActor>, filters: ActivityFilters): Promise<ActivityExport> {
  const attempt = await takeTry(ctx.db, [{ rule: "export", of: [ctx.actor.userId] }]);
  return transact(ctx, "activity.export", async (inside) => {
    authorize(inside.actor, "activity.read");
    assertFresh(inside.actor);
    if (!attempt) throw refusal("exported_too_often");
    const { rows, complete } = await allRows(inside, filters);
    const csv = [HEAD, ...rows.map(cellsOf)].map(csvLine).join("");
    const sha256 = createHash("sha256").update(csv, "utf8").digest("hex");
    const after = { rows: String(rows.length), complete: complete ? "yes" : "no", sha256, filters: filters as object };
    await record(inside, { act: "activity.exported", subjectKind: "report", subjectId: "activity", after });
    return { csv, rows: rows.length, sha256, complete };
  });
}

async function allRows(ctx: Ctx<StaffActor>, filters: ActivityFilters) {
  const scope = branchScope(ctx.actor, "activity.read");
  const rows: ActivityRow[] = [];
  let older: string | null | undefined;
  do {
    const page = await listActivity(
      ctx.db,
      scope,
      { ...filters, newer: undefined, older: older ?? undefined },
      { size: READ_AT_ONCE, ...seenInLog(ctx.actor) },
    );
    rows.push(...page.rows.map((row) => maskedFor(ctx, row)));
    older = page.older;
  } while (older && rows.length < MOST_ROWS);
  return { rows: rows.slice(0, MOST_ROWS), complete: !older };
}

function cellsOf(row: ActivityRow): string[] {
  const amount = row.amountMinor !== null && row.currency ? decimalText(row.amountMinor, row.currency) : "";
  const { reason, subjectKind, subject, subjectId, reference, currency } = row;
  const device = row.device && deviceName(row.device);
  const who = [row.at, row.actor, row.role, row.branch, row.channel, row.ip, device];
  const what = [actWords(row.act), row.result, reason, subjectKind, subject];
  return [...who, ...what, subjectId, reference, amount, currency, row.requestId].map((cell) => cell ?? "");
}
