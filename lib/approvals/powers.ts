import { sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { Ctx, Role } from "../core/context";
import type { Currency } from "../core/currencies";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import type { UserId } from "../core/ids";
import type { Money } from "../core/money";
import { readBounds, rungFor, rungsFor } from "./bounds";
import type { MoneyKind } from "./kinds";
import { limitFor, type StaffLimit } from "./limit-for";
import { policyWords } from "./policy-words";

/** Who must agree before the money moves, and the policy that says so, in words. */
export type SecondPerson = { checkerRole: Role; policy: string };

/** What the bank lets its staff do alone, as it stood when the command began. */
export type Powers = {
  /**
   * Pure: refuses what exceeds the limits of whoever acts (`over_transaction_limit`, `over_day_limit`), then answers whose
   * agreement this amount needs, or null. What was agreed to needs nobody more, and the limits bind it still.
   */
  weigh: (ctx: Ctx, amount: Money) => SecondPerson | null;
  /** Pure: whose agreement this amount needs, of an act that takes back what the person's limits have counted already. */
  second: (ctx: Ctx, amount: Money) => SecondPerson | null;
  /** Counts an accepted amount towards the person's day; the next call of the batch sees it. */
  use: (ctx: Ctx, amount: Money) => void;
  /** Writes what was counted. */
  write: (tx: Transaction) => Promise<unknown>;
};

/** Of a command that no policy and no limit binds. */
export const noPowers: Powers = {
  weigh: () => null,
  second: () => null,
  use: () => undefined,
  write: async () => undefined,
};

/**
 * Reads the policies and limits in force for one kind of command, after putting the acts of each person in line, so that
 * the day's sum is counted once. Customers, programs and jobs are not bound by them: no statement is sent.
 */
export async function readPowers(
  tx: Transaction,
  kind: MoneyKind,
  calls: readonly { ctx: Ctx }[],
  day: BusinessDate,
): Promise<Powers> {
  const staff = [...new Set(calls.flatMap(({ ctx }) => (ctx.actor.kind === "staff" ? [ctx.actor.userId] : [])))].sort();
  if (staff.length === 0) return noPowers;
  // Sent before the reads: these see what the acts before have counted.
  const line = sqlOf(tx)`
    select pg_advisory_xact_lock(hashtextextended('limits ' || id, 0))
    from (select unnest(${staff}::text[]) as id order by 1) people`.execute();
  const [, { rungs, limits, used }] = await Promise.all([line, readBounds(tx, kind, staff, day)]);
  const sums = new Map(used.map((row) => [place(row.userId, row.currency), row.usedMinor]));
  const added = new Map<string, { userId: UserId; currency: Currency; minor: bigint }>();
  const second: Powers["second"] = ({ actor, approval }, { minor, currency }) => {
    if (actor.kind !== "staff" || approval) return null;
    const limit = limitFor(limits, actor, kind, currency);
    const reached = rungFor(rungsFor(rungs, actor, limit, kind, currency), minor);
    return reached ? { checkerRole: reached.checkerRole, policy: policyWords({ ...reached, currency }) } : null;
  };
  return {
    second,
    weigh(ctx, amount) {
      const { actor } = ctx;
      if (actor.kind !== "staff") return null;
      const limit = limitFor(limits, actor, kind, amount.currency);
      assertWithin(limit, amount, sums.get(place(actor.userId, amount.currency)) ?? 0n);
      return second(ctx, amount);
    },
    use({ actor }, { minor, currency }) {
      if (actor.kind !== "staff") return;
      const at = place(actor.userId, currency);
      sums.set(at, (sums.get(at) ?? 0n) + minor);
      added.set(at, { userId: actor.userId, currency, minor: (added.get(at)?.minor ?? 0n) + minor });
    },
    write: (inside) => writeUses(inside, [...added.values()], day),
  };
}

const place = (userId: UserId, currency: Currency) => `${userId} ${currency}`;

function assertWithin(limit: StaffLimit | null, { minor, currency }: Money, used: bigint): void {
  const { perTransactionMinor = null, perDayMinor = null } = limit ?? {};
  if (perTransactionMinor !== null && minor > perTransactionMinor)
    throw refusal("over_transaction_limit", { limitMinor: perTransactionMinor.toString(), currency });
  if (perDayMinor !== null && used + minor > perDayMinor) {
    const left = perDayMinor > used ? perDayMinor - used : 0n;
    throw refusal("over_day_limit", { limitMinor: perDayMinor.toString(), leftMinor: left.toString(), currency });
  }
}

function writeUses(tx: Transaction, uses: { userId: UserId; currency: Currency; minor: bigint }[], day: BusinessDate) {
  if (uses.length === 0) return Promise.resolve();
  return sendOnly(
    tx,
    sqlOf(tx)`
    insert into limit_uses (user_id, currency, day, used_minor)
    select user_id, currency, ${day}::date, minor from unnest(
      ${uses.map(({ userId }) => userId)}::uuid[], ${uses.map(({ currency }) => currency)}::bpchar[],
      ${uses.map(({ minor }) => minor.toString())}::bigint[]) as r (user_id, currency, minor)
    on conflict (user_id, currency, day) do update set used_minor = limit_uses.used_minor + excluded.used_minor`,
  );
}
