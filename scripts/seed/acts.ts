import type { Database } from "@/db/client";
import type { Actor, Channel, Ctx, CustomerActor, StaffActor, SystemActor } from "@/lib/core/context";
import { addDays, type BusinessDate, businessDate, daysBetween } from "@/lib/core/dates";

export const FIRST_DAY = businessDate("2025-11-24");
/** The open banking day of the demo bank. */
export const TODAY = businessDate("2026-11-23");

/** Makes contexts of the demo's people on the seed's own clock, and keys that are the same in every seed. */
export function actsOn(db: Database) {
  let keys = 0;
  let minute = 0;
  let day = FIRST_DAY;
  const context = <A extends Actor>(actor: A, channel: Channel): Ctx<A, Database> => ({
    actor,
    channel,
    db,
    businessDate: day,
    requestId: "seed",
    clock: clock(),
  });
  /** Every act comes some seconds after the one before, from nine in the morning. */
  const clock = () => {
    minute += 1;
    const seconds = 9 * 3600 - 3600 + minute * 37;
    const part = (value: number) => String(value).padStart(2, "0");
    return `${day}T${part(Math.floor(seconds / 3600) % 24)}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}Z`;
  };
  return {
    key() {
      keys += 1;
      return `5eed0000-0000-7000-8000-${String(keys).padStart(12, "0")}`;
    },
    today: () => day,
    nextDay() {
      day = addDays(day, 1);
      minute = 0;
    },
    staff: (actor: StaffActor) => context(actor, "counter"),
    customer: (actor: CustomerActor) => context(actor, "self_service"),
    job: (job: string) => context<SystemActor>({ kind: "system", job }, "job"),
    clock,
  };
}

export type Acts = ReturnType<typeof actsOn>;

/** 0 is Sunday. */
export function weekday(day: BusinessDate): number {
  return ((daysBetween(businessDate("2023-01-01"), day) % 7) + 7) % 7;
}

/** The first weekday on or after a day of the month of `day`. */
export function isMonthly(day: BusinessDate, dayOfMonth: number): boolean {
  const target = businessDate(`${day.slice(0, 8)}${String(dayOfMonth).padStart(2, "0")}`);
  const shift = { 6: 2, 0: 1 }[weekday(target)] ?? 0;
  return addDays(target, shift) === day;
}

/** Repeatable numbers in [0, 1): a small linear congruence is enough for a plausible year. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
