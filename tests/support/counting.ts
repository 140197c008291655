import type { Database } from "@/db/client";
import { closeTill } from "@/lib/cash/close-till";
import { openTill } from "@/lib/cash/open-till";
import { cashPlaces, myTill } from "@/lib/cash/queries";
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

/** Closes the teller's till with a count that agrees. */
export async function closeCounted(teller: Teller) {
  return closeTill(teller, { key: newKey(), counts: await countOf(teller) });
}

/** Opens a till with its float counted as the last count left it. */
export async function openCounted(teller: Teller, tillId: string) {
  const till = (await cashPlaces(teller, teller.actor.branchId)).find(({ id }) => id === tillId);
  return openTill(teller, { key: newKey(), tillId: tillId as never, counts: inCoins(till?.cash ?? []) });
}
