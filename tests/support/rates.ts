import type { Ctx, StaffActor } from "@/lib/core/context";
import type { Currency } from "@/lib/core/currencies";
import type { BusinessDate } from "@/lib/core/dates";
import { setRate } from "@/lib/exchange/set-rate";
import { FIRST_DAY, newKey, type TestBank } from "./bank";
import { carried } from "./second-person";

/** Sets a rate as operations and a finance officer do. */
export async function setRates(
  bank: TestBank,
  bid: string,
  mid: string,
  offer: string,
  {
    currency = "USD",
    from = FIRST_DAY,
    reason = "The morning’s fixing",
  }: { currency?: Currency; from?: BusinessDate; reason?: string } = {},
): Promise<void> {
  const [maker, checker] = await rateSetters(bank);
  const rate = { key: newKey(), currency, bid, mid, offer, validFrom: from, reason };
  const status = await carried(setRate, rate, { maker, checker });
  if (status !== "approved") throw new Error(`The rate is ${status}`);
}

/** Whoever asks for a rate, and whoever agrees. */
export async function rateSetters(bank: TestBank): Promise<[Ctx<StaffActor>, Ctx<StaffActor>]> {
  return [await bank.staff("operations", "000"), await bank.staff("finance_officer", "000")];
}
