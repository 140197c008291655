import { sqlOf, type Transaction } from "@/db/client";
import type { Currency } from "../core/currencies";
import { refusal } from "../core/errors";
import { formatMoney, money } from "../core/money";

/** How much a till or vault may hold; null is no limit. */
export type CashLimit = { softMinor: bigint | null; hardMinor: bigint | null };
export type CashLimits = ReadonlyMap<string, CashLimit>;

/** The limits of tills and vaults, by place and currency. */
export async function readLimits(tx: Transaction, points: readonly string[]): Promise<CashLimits> {
  const rows = await sqlOf(tx)<(CashLimit & { point: string; currency: string })[]>`
    select l.cash_point_id as point, l.currency, l.soft_minor as "softMinor", l.hard_minor as "hardMinor"
    from cash_limits l where l.cash_point_id = any(${[...new Set(points)]}::uuid[])`;
  return new Map(rows.map(({ point, currency, ...limit }) => [`${point} ${currency}`, limit]));
}

/** Refuses cash that would fill a till or vault beyond its hard limit, and says how much has to leave it first. */
export function assertRoom(
  limits: CashLimits,
  place: { id: string; name: string },
  currency: Currency,
  balanceMinor: bigint,
): void {
  const hard = limits.get(`${place.id} ${currency}`)?.hardMinor ?? null;
  if (hard === null || balanceMinor <= hard) return;
  throw refusal("place_full", {
    place: place.name,
    limit: formatMoney(money(hard, currency)),
    over: formatMoney(money(balanceMinor - hard, currency)),
  });
}
