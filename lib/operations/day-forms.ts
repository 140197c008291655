import type { z } from "zod";
import { database, type Executor, jobsDatabase, sqlOf } from "@/db/client";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { isBankError } from "../core/errors";
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
 * Closes the day that a form names, on the pool of long work; sent a second time, it finds the day closed. A proof that
 * does not hold is no fault of the form: the step keeps it, and the day's page shows it.
 */
export async function closeDayAsked(ctx: Ctx<Actor>, { day }: Asked): Promise<{ day: BusinessDate; closed: boolean }> {
  try {
    await closeDay({ ...ctx, db: jobsDatabase() }, day);
  } catch (error) {
    if (isBankError(error) && error.reason === "proof_failed") return { day, closed: false };
    if ((await statusOf(ctx.db, day)) !== "closed") throw error;
  }
  return { day, closed: true };
}

async function statusOf(db: Executor, day: BusinessDate): Promise<string | undefined> {
  const [row] = await sqlOf(db)<{ status: string }[]>`select status from banking_days where day = ${day}`;
  return row?.status;
}
