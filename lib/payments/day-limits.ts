import type { Fragment } from "postgres";
import { type Executor, type Sql, sendOnly, sqlOf, type Transaction } from "@/db/client";
import type { Ctx, CustomerActor } from "../core/context";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import type { CustomerId } from "../core/ids";
import { formatMoney, type Money } from "../core/money";
import { perProcess } from "../core/per-process";

/** What customers may still pay to others in a day, as it stood when the command had them in line. */
export type DayLimits = {
  /** Refuses `over_own_day_limit`; staff, programs and jobs are bound by what binds them. */
  assert: (ctx: Ctx, amount: Money) => void;
  /** Counts an accepted payment; the next call of the batch sees it. */
  use: (ctx: Ctx, amount: Money) => void;
  /** Writes what was counted. */
  write: (tx: Transaction) => Promise<unknown>;
};

type Use = { customerId: CustomerId; currency: Currency; perDayMinor: bigint; used: string };

/**
 * Locks what these customers have used of their day, person by person, and answers how much is left. The rows are locked
 * by the statement that reads them, as the last one left them. Where the bank sets no limit nothing is locked or written.
 */
export async function lockDayLimits(tx: Transaction, calls: readonly { ctx: Ctx }[]): Promise<DayLimits> {
  const customers = customersOf(calls);
  const [first] = calls;
  if (customers.length === 0 || !first) return noLimits;
  const day = first.ctx.businessDate;
  const rows = await sqlOf(tx)<Use[]>`
    with locked as (
      insert into payment_uses (customer_id, currency, day, used_minor)
      select c.id, l.currency, ${day}::date, 0 from unnest(${customers}::uuid[]) as c (id) cross join payment_limits l
      where l.per_day_minor is not null and current_setting('app.begun', true) = 'yes' order by c.id, l.currency
      on conflict (customer_id, currency, day) do update set used_minor = payment_uses.used_minor
      returning customer_id, currency, used_minor
    )
    select k.customer_id as "customerId", k.currency, l.per_day_minor as "perDayMinor", k.used_minor::text as used
    from locked k join payment_limits l on l.currency = k.currency and l.per_day_minor is not null`;
  limited.metAny = rows.length > 0;
  const limits = new Map(
    rows.map((row) => [place(row), { perDayMinor: row.perDayMinor, usedMinor: BigInt(row.used), added: 0n }]),
  );
  const limitOf = ({ actor }: Ctx, { currency }: Money) =>
    actor.kind === "customer" ? limits.get(place({ customerId: actor.customerId, currency })) : undefined;
  return {
    assert(ctx, amount) {
      const limit = limitOf(ctx, amount);
      if (limit) assertLeft({ ...limit, usedMinor: limit.usedMinor + limit.added }, amount);
    },
    use(ctx, amount) {
      const limit = limitOf(ctx, amount);
      if (limit) limit.added += amount.minor;
    },
    write(inside) {
      const uses = rows.flatMap((row) => {
        const added = limits.get(place(row))?.added ?? 0n;
        return added > 0n ? [{ ...row, added }] : [];
      });
      return uses.length === 0 ? Promise.resolve() : raise(inside, uses, day);
    },
  };
}

/** Whether the bank set any limit when this process last looked. */
const limited = perProcess("day limits", () => ({ metAny: true }));

/** No limits, where this process has met none; null where they have to be asked for. `noneSet` has it proved. */
export const knownLimits = (): DayLimits | null => (limited.metAny ? null : noLimits);

/** That the bank limits nobody's day. */
export const noneSet = (sql: Sql): Fragment =>
  sql`not exists (select from payment_limits where per_day_minor is not null)`;

const noLimits: DayLimits = { assert: () => undefined, use: () => undefined, write: async () => undefined };

const place = ({ customerId, currency }: Pick<Use, "customerId" | "currency">) => `${customerId} ${currency}`;

const customersOf = (calls: readonly { ctx: Ctx }[]): CustomerId[] => [
  ...new Set(calls.flatMap(({ ctx }) => (ctx.actor.kind === "customer" ? [ctx.actor.customerId] : []))),
];

function raise(tx: Transaction, uses: readonly (Use & { added: bigint })[], day: string) {
  return sendOnly(
    tx,
    sqlOf(tx)`
    update payment_uses u set used_minor = u.used_minor + r.added from unnest(
      ${uses.map(({ customerId }) => customerId)}::uuid[], ${uses.map(({ currency }) => currency)}::bpchar[],
      ${uses.map(({ added }) => added.toString())}::numeric[]) as r (customer_id, currency, added)
    where u.customer_id = r.customer_id and u.currency = r.currency and u.day = ${day}`,
  );
}

function assertLeft({ perDayMinor, usedMinor }: { perDayMinor: bigint; usedMinor: bigint }, amount: Money): void {
  if (usedMinor + amount.minor <= perDayMinor) return;
  const { currency } = amount;
  const left = perDayMinor > usedMinor ? perDayMinor - usedMinor : 0n;
  throw refusal("over_own_day_limit", { limitMinor: perDayMinor.toString(), leftMinor: left.toString(), currency });
}

/** What a customer may pay to others in a day, and what is left of today; only currencies that have a limit. */
export type LeftToPay = { currency: Currency; perDayMinor: bigint; leftMinor: bigint };

/** Reads what is left for a page; the command locks and reads it again. */
export async function leftToPay(ctx: Ctx<CustomerActor>): Promise<LeftToPay[]> {
  const rows = await readUses(ctx.db, ctx);
  return rows.map(({ currency, perDayMinor, used }) => {
    const left = perDayMinor - BigInt(used);
    return { currency, perDayMinor, leftMinor: left > 0n ? left : 0n };
  });
}

/** Refuses as the payment would what is more than a customer may still pay to others today. */
export async function assertLeftToPay(ctx: Ctx<CustomerActor>, amount: Money): Promise<void> {
  const limit = (await readUses(ctx.db, ctx)).find(({ currency }) => currency === amount.currency);
  if (limit) assertLeft({ perDayMinor: limit.perDayMinor, usedMinor: BigInt(limit.used) }, amount);
}

function readUses(db: Executor, { actor, businessDate }: Ctx<CustomerActor>) {
  return sqlOf(db)<Omit<Use, "customerId">[]>`
    select l.currency, l.per_day_minor as "perDayMinor", coalesce(u.used_minor, 0)::text as used
    from payment_limits l left join payment_uses u
      on u.currency = l.currency and u.customer_id = ${actor.customerId} and u.day = ${businessDate}
    where l.per_day_minor is not null order by l.currency`;
}

/** The limits of the bank as words, for who sets them. */
export const limitWords = (minor: bigint | null, currency: Currency): string =>
  minor === null ? "No limit" : formatMoney({ minor, currency });
