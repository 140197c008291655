import { ADVISORY } from "@/db/advisory-locks";
import { sqlOf } from "@/db/client";
import type { Ctx, StaffActor } from "../core/context";
import { authorize } from "../identity/authorize";

export type VerifyRun = {
  id: string;
  /** Date, hour, minute and second on the bank's clock. */
  startedAt: string;
  millis: number;
  who: string;
  headNumber: bigint | null;
  headHash: string | null;
  result: "proved" | "not_proved" | "failed";
  /** Of a run that broke off, why. */
  failure: string | null;
  findings: { check: string; rows: string; bad: string | null }[];
  postings: bigint;
};

/** The last verifications, newest first, and whether one is under way. */
export async function verifyRuns(ctx: Ctx<StaffActor>, limit = 10): Promise<{ runs: VerifyRun[]; running: boolean }> {
  authorize(ctx.actor, "verification.read");
  const sql = sqlOf(ctx.db);
  const [runs, [lock]] = await Promise.all([
    sql<VerifyRun[]>`
      select v.id, to_char(v.started_at at time zone b.time_zone, 'YYYY-MM-DD HH24:MI:SS') as "startedAt", v.millis,
        case v.actor_kind when 'staff' then coalesce(u.display_name, 'a colleague') else v.actor_id end as who, v.head_number as "headNumber",
        encode(v.head_hash, 'hex') as "headHash", v.result, v.failure, v.findings, v.postings
      from verify_runs v cross join bank_settings b
        left join users u on u.id = case v.actor_kind when 'staff' then v.actor_id::uuid end
      order by v.ended_at desc, v.id desc limit ${limit}`,
    sql<{ held: boolean }[]>`
      select exists (select from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${ADVISORY.verifier}::bigint::oid and objsubid = 1
        and database = (select oid from pg_database where datname = current_database())) as held`,
  ]);
  return { runs: [...runs], running: lock?.held ?? false };
}
