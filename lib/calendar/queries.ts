import type { Executor } from "@/db/client";
import { sqlOf } from "@/db/client";
import type { BusinessDate } from "../core/dates";

/** The open banking day, for display; commands read it again under the day lock. */
export async function openDay(db: Executor): Promise<BusinessDate> {
  const [row] = await sqlOf(db)<
    { day: BusinessDate }[]
  >`select day::text as day from banking_days where status = 'open'`;
  if (!row) throw new Error("The bank has no open day");
  return row.day;
}
