import type { z } from "zod";
import { database, type Executor, jobsDatabase, sqlOf } from "@/db/client";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { isBankError } from "../core/errors";
import { matureDeposits } from "../interest/mature-deposits";
import { closeDay } from "./close-day";
import type { dayInput } from "./schema";
import { tidyDay } from "./tidy-day";
import { turnDay } from "./turn-day";

type Asked = z.output<typeof dayInput>;

/**
 * Cuts the day that a form names, and tidies on the pool of long work what ran out with it; sent a second time, it finds
 * the day cut and tidies what was left.
 */
export async function cutDayAsked(ctx: Ctx<Actor>, { day }: Asked): Promise<{ day: BusinessDate }> {
  try {
    await turnDay({ ...ctx, db: database() }, day);
  } catch (error) {
    if (!isCutAlready(error, day)) throw error;
  }
  await tidyDay({ ...ctx, db: jobsDatabase() }, day);
  return { day };
}

function isCutAlready(error: unknown, day: BusinessDate): boolean {
  return isBankError(error) && error.reason === "day_still_closing" && error.params.date === day;
}

/**
 * Closes the day that a form names, on the pool of long work; sent a second time, it finds the day closed and pays out
 * the deposits that were left. A proof that does not hold is no fault of the form: the step keeps it, and the day's page shows it.
 */
export async function closeDayAsked(ctx: Ctx<Actor>, { day }: Asked): Promise<{ day: BusinessDate; closed: boolean }> {
  const jobs = { ...ctx, db: jobsDatabase() };
  try {
    await closeDay(jobs, day);
  } catch (error) {
    if (isBankError(error) && error.reason === "proof_failed") return { day, closed: false };
    if (!(await isClosedAlready(ctx.db, error, day))) throw error;
    await matureDeposits(jobs);
  }
  return { day, closed: true };
}

/** Refused as not the day that is closing, and closed indeed. */
async function isClosedAlready(db: Executor, error: unknown, day: BusinessDate): Promise<boolean> {
  if (!isBankError(error) || (error.reason !== "day_not_closing" && error.reason !== "stale")) return false;
  return (await statusOf(db, day)) === "closed";
}

async function statusOf(db: Executor, day: BusinessDate): Promise<string | undefined> {
  const [row] = await sqlOf(db)<{ status: string }[]>`select status from banking_days where day = ${day}`;
  return row?.status;
}
