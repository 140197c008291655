import type { Database } from "@/db/client";
import type { Actor, Ctx } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { tidyDay } from "./tidy-day";
import { type Cut, turnDay } from "./turn-day";

/** Cuts the day, and tidies at the start of the next what ran out with it. Refuses what `turnDay` refuses. */
export async function cutDay(ctx: Ctx<Actor, Database>, expected: BusinessDate): Promise<Cut> {
  const done = await turnDay(ctx, expected);
  await tidyDay(ctx, done.cut);
  return done;
}
