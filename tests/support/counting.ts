import type { z } from "zod";
import type { Database } from "@/db/client";
import { beginColleaguesCount } from "@/lib/cash/begin-colleagues-count";
import { beginTillCount } from "@/lib/cash/begin-till-count";
import { closeTill } from "@/lib/cash/close-till";
import { countColleaguesTill } from "@/lib/cash/count-colleagues-till";
import { handOverTill } from "@/lib/cash/hand-over-till";
import { openTill } from "@/lib/cash/open-till";
import { cashPlaces, myTill } from "@/lib/cash/queries";
import type { closeTillInput, countColleaguesTillInput, handOverTillInput } from "@/lib/cash/schema";
import type { Ctx, StaffActor } from "@/lib/core/context";
import { newKey } from "./bank";
import { coins } from "./coins";

type Teller = Ctx<StaffActor, Database>;

const inCoins = (cash: readonly { currency: string; minor: bigint }[]) =>
  Object.fromEntries(cash.map(({ currency, minor }) => [currency, coins(minor)]));

/** Counts what the books say lies in the teller's till. */
export async function countOf(teller: Teller) {
  const till = await myTill(teller);
  return inCoins((till?.cash ?? []).map(({ currency, expectedMinor }) => ({ currency, minor: expectedMinor })));
}

/** Begins the count of the teller's till and closes it on what was found. */
export async function countAndClose(teller: Teller, input: z.output<typeof closeTillInput>) {
  await beginTillCount(teller, { key: newKey(), sessionId: input.sessionId, goal: "close" });
  return closeTill(teller, input);
}

/** Begins the count of the teller's till and hands it over on what was found. */
export async function countAndHandOver(teller: Teller, input: z.output<typeof handOverTillInput>) {
  await beginTillCount(teller, { key: newKey(), sessionId: input.sessionId, goal: "hand-over" });
  return handOverTill(teller, input);
}

/** Begins the count of a colleague's till and counts it. */
export async function countFor(who: Teller, input: z.output<typeof countColleaguesTillInput>) {
  await beginColleaguesCount(who, { key: newKey(), sessionId: input.sessionId });
  return countColleaguesTill(who, input);
}

/** Closes the teller's till with a count that agrees. */
export async function closeCounted(teller: Teller) {
  return countAndClose(teller, { key: newKey(), counts: await countOf(teller) });
}

/** Opens a till with its float counted as the last count left it. */
export async function openCounted(teller: Teller, tillId: string) {
  const till = (await cashPlaces(teller, teller.actor.branchId)).find(({ id }) => id === tillId);
  return openTill(teller, { key: newKey(), tillId: tillId as never, counts: inCoins(till?.cash ?? []) });
}
