import type { z } from "zod";
import { database, type Executor, jobsDatabase, sqlOf } from "@/db/client";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { isBankError } from "../core/errors";
import { closeDay } from "./close-day";
import { cutDay } from "./cut-day";
import type { dayInput } from "./schema";

type Asked = z.output<typeof dayInput>;

/** Cuts the day that a form names; sent a second time, it finds the day cut and says the same. */
export async function cutDayAsked(ctx: Ctx<Actor>, { day }: Asked): Promise<{ day: BusinessDate }> {
  try {
    await cutDay({ ...ctx, db: database() }, day);
  } catch (error) {
    if ((await statusOf(ctx.db, day)) !== "closing") throw error;
  }
  return { day };
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
