import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { demandApproval, type Pending } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { bankFacts } from "../calendar/queries";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import { type BusinessDate, formatDate } from "../core/dates";
import { refusal } from "../core/errors";
import { type Id, newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { formatRateOf, scaled } from "./rate";
import type { setRateInput } from "./schema";

type Input = z.output<typeof setRateInput>;
type Rate = Pick<Input, "bid" | "mid" | "offer">;

/**
 * Sets at which rates a currency is bought, valued and sold, once a second person agreed: from that moment, or from the
 * beginning of a later banking day.
 * Refuses `currency_unknown`, `day_passed`, `rates_order`.
 */
export function setRate(ctx: Ctx<StaffActor>, input: Input): Promise<{ rateId: Id<"exchangeRate"> } | Pending> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "rate.set", key, input: asked }, async (inside) => {
    authorize(inside.actor, "rate.set");
    await assertForeign(inside, asked.currency);
    const validFrom = firstDay(inside, asked.validFrom);
    assertOrder(asked);
    const before = await rateOn(inside, asked.currency, validFrom);
    const change = {
      before: { currency: asked.currency, ...(before ? words(before) : {}) },
      after: { currency: asked.currency, ...words(asked), valid_from: formatDate(asked.validFrom) },
    };
    const pending = await demandApproval(inside, {
      kind: "rate.set",
      payload: input,
      subjectKind: "currency",
      subjectId: asked.currency,
      branchId: null,
      reason: asked.reason,
      ...change,
      always: true,
    });
    if (pending) return pending;
    const id = newId<"exchangeRate">();
    await sqlOf(inside.db)`
      insert into exchange_rates (id, currency, bid, mid, offer, valid_from, reason, approval_id)
      values (${id}, ${asked.currency}, ${asked.bid}, ${asked.mid}, ${asked.offer}, ${validFrom}, ${asked.reason},
        ${inside.approval?.id ?? null})`;
    await record(inside, {
      act: "rate.changed",
      subjectKind: "currency",
      subjectId: asked.currency,
      before: change.before,
      after: { ...change.after, reason: asked.reason },
    });
    return { rateId: id };
  });
}

async function assertForeign(ctx: TxCtx, currency: Currency): Promise<void> {
  const { currencies, baseCurrency } = await bankFacts(ctx.db);
  if (currency === baseCurrency || !currencies.includes(currency)) throw refusal("currency_unknown");
}

/** What was asked for a day that has come by the time somebody agrees counts from then. */
function firstDay({ approval, businessDate }: TxCtx, asked: BusinessDate): BusinessDate {
  if (asked >= businessDate) return asked;
  if (approval) return businessDate;
  throw refusal("day_passed", undefined, "validFrom");
}

function assertOrder({ bid, mid, offer }: Rate): void {
  if (scaled(bid) > scaled(mid)) throw refusal("rates_order", undefined, "bid");
  if (scaled(mid) > scaled(offer)) throw refusal("rates_order", undefined, "offer");
}

async function rateOn(ctx: TxCtx, currency: Currency, day: BusinessDate): Promise<Rate | undefined> {
  const [row] = await sqlOf(ctx.db)<Rate[]>`
    select bid::text, mid::text, offer::text from exchange_rates
    where currency = ${currency} and valid_from <= ${day} order by valid_from desc, id desc limit 1`;
  return row;
}

const words = ({ bid, mid, offer }: Rate) => ({
  bid: formatRateOf(bid),
  mid: formatRateOf(mid),
  offer: formatRateOf(offer),
});
