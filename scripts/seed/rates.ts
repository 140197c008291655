import type { Ctx, StaffActor } from "@/lib/core/context";
import { daysBetween } from "@/lib/core/dates";
import { setRate } from "@/lib/exchange/set-rate";
import { approveRequest } from "@/lib/operations/decide-approval";
import { type Acts, FIRST_DAY, numbers } from "./acts";
import type { DemoBank } from "./found";

/** The day's rate of the dollar: asked for by operations, agreed to by finance. */
export async function rateOfDay(bank: DemoBank, acts: Acts): Promise<void> {
  const number = daysBetween(FIRST_DAY, acts.today());
  const mid = 9150 + Math.round(Math.sin(number / 40) * 120 + numbers(number * 31 + 7)() * 60);
  const rate = (tenThousandths: number) => `0.${String(tenThousandths).padStart(4, "0")}`;
  const asked = await setRate(acts.staff(bank.staff.operations), {
    key: acts.key(),
    currency: "USD",
    bid: rate(mid - 110),
    mid: rate(mid),
    offer: rate(mid + 110),
    validFrom: acts.today(),
    reason: "The central bank’s reference rate of the morning",
  });
  await agreedByFinance(acts.staff(bank.staff.finance), acts, asked);
}

async function agreedByFinance(finance: Ctx<StaffActor>, acts: Acts, asked: object): Promise<void> {
  if (!("pending" in asked)) throw new Error("The rate did not wait for a second person");
  const approvalId = asked.pending as never;
  const { status } = await approveRequest(finance, { key: acts.key(), approvalId, seen: 1 });
  if (status !== "approved") throw new Error("Finance could not agree to the rate");
}
