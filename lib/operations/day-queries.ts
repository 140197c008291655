import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { type BusinessDate, isDate } from "../core/dates";
import { type OldRate, oldRatesOn } from "../exchange/positions";
import { authorize } from "../identity/authorize";
import type { Proof } from "../ledger/proof";
import { runProofs } from "./proofs";

export type StepStatus = "running" | "done" | "failed";

/** What end of day did in one step; times are hours, minutes and seconds on the bank's clock. */
export type DayStep = {
  step: string;
  status: StepStatus;
  items: number;
  detail: string | null;
  startedAt: string;
  endedAt: string | null;
};

/** A banking day with what end of day has done on it so far; instants are date and time on the bank's clock. */
export type Day = {
  day: BusinessDate;
  status: "open" | "closing" | "closed";
  openedAt: string;
  cutAt: string | null;
  closedAt: string | null;
  closedBy: string | null;
  entries: number;
  steps: DayStep[];
};

export type OpenTill = {
  name: string;
  branch: string;
  holder: string;
  openedOn: BusinessDate;
  status: "open" | "suspended" | "counting";
};
export type DayCockpit = {
  open: Day;
  closing: Day | null;
  closed: Day[];
  tills: OpenTill[];
  /** Currencies that the next close would value at a rate of an earlier day. */
  oldRates: OldRate[];
};

/** What end of day stands before: the open day, the one being closed, the last ten closed, and the tills in the way of the cut. */
export async function dayCockpit(ctx: Ctx<StaffActor>): Promise<DayCockpit> {
  authorize(ctx.actor, "day.read");
  const [days, tills] = await Promise.all([
    readDays(ctx, null),
    sqlOf(ctx.db)<OpenTill[]>`
      select p.name, b.name as branch, coalesce(u.display_name, u.sign_in_name) as holder, t.opened_on::text as "openedOn", t.status
      from till_sessions t join cash_points p on p.id = t.till_id join branches b on b.id = p.branch_id join users u on u.id = t.user_id
      where t.status <> 'closed' order by b.code, p.number`,
  ]);
  const open = days.find(({ status }) => status === "open");
  if (!open) throw new Error("The bank has no open day");
  const closing = days.find(({ status }) => status === "closing") ?? null;
  return {
    open,
    closing,
    oldRates: await oldRatesOn(ctx.db, (closing ?? open).day),
    closed: days.filter(({ status }) => status === "closed"),
    tills: [...tills],
  };
}

/**
 * One banking day, or null. A closed one comes with every proof over its final figures, run anew: what the close found
 * is found again as long as nothing was tampered with.
 */
export async function dayWithProofs(
  ctx: Ctx<StaffActor>,
  typed: string,
): Promise<{ day: Day; proofs: NumberedProof[] } | null> {
  authorize(ctx.actor, "day.read");
  if (!isDate(typed)) return null;
  const [day] = await readDays(ctx, typed);
  if (!day) return null;
  const proofs = day.status === "closed" ? await ctx.db.transaction((tx) => runProofs(tx, day.day)) : [];
  const sorted = proofs.toSorted((a, b) => order(a).localeCompare(order(b), "en"));
  return { day, proofs: sorted.map((proof, at) => ({ ...proof, no: at + 1 })) };
}

/** Two proofs may bear one name: the same figure, come by in two ways. */
export type NumberedProof = Proof & { no: number };

const order = ({ name, branch, currency }: Proof) => `${name} ${branch} ${currency}`;

/** A day by its date, or without one the unfinished days and the last ten closed, newest first. */
function readDays(ctx: Ctx<StaffActor>, day: BusinessDate | null): Promise<Day[]> {
  const sql = sqlOf(ctx.db);
  const clock = (column: string, format: string) => sql`to_char(${sql(column)} at time zone s.time_zone, ${format})`;
  const moment = "YYYY-MM-DD HH24:MI";
  return sql<Day[]>`
    select d.day::text as day, d.status, ${clock("d.opened_at", moment)} as "openedAt", ${clock("d.cut_at", moment)} as "cutAt",
      ${clock("d.closed_at", moment)} as "closedAt", closer.name as "closedBy",
      (select count(*)::int from journal_entries e where e.booking_date = d.day) as entries,
      coalesce((
        select json_agg(json_build_object('step', t.step, 'status', t.status, 'items', t.items, 'detail', t.detail,
          'startedAt', ${clock("t.started_at", "HH24:MI:SS")}, 'endedAt', ${clock("t.ended_at", "HH24:MI:SS")}) order by t.started_at)
        from day_steps t where t.day = d.day), '[]'::json) as steps
    from banking_days d
      cross join bank_settings s
      left join lateral (
        select case a.actor_kind when 'staff' then u.display_name else a.actor_id end as name
        from audit_events a left join users u on u.id = case a.actor_kind when 'staff' then a.actor_id::uuid end
        where d.status = 'closed' and a.subject_id = d.day::text and a.act = 'day.closed' limit 1) closer on true
    where ${day ? sql`d.day = ${day}` : sql`d.day >= (select min(day) from (select day from banking_days order by day desc limit 12) latest)`}
    order by d.day desc`;
}
