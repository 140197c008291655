import type { BoundKind } from "@/lib/approvals/kinds";
import type { Role } from "@/lib/core/context";
import { type Currency, decimalsOf } from "@/lib/core/currencies";

type Query = Record<string, string | null | undefined>;

const withQuery = (path: string, query: Query) => {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `${path}?${new URLSearchParams(given)}`;
};

/** The form that changes the limit of a role or a person in one currency. */
export function changeHref(whose: { role?: Role | null; userId?: string | null; currency: Currency }): string {
  return withQuery("/settings/limits/change", { role: whose.role, user: whose.userId, currency: whose.currency });
}

type Policy = { currency: Currency; kind?: BoundKind; role?: Role | null; fromMinor?: bigint };

/** The form that says from which amount whose agreement an act needs. */
export function policyHref({ kind, role, currency, fromMinor }: Policy): string {
  const from = fromMinor === undefined ? null : plain(fromMinor, currency);
  return withQuery("/settings/limits/policy", { currency, kind, role: kind ? (role ?? "anyone") : null, from });
}

/** An amount as it is typed into a field. */
export function plain(minor: bigint, currency: Currency): string {
  const decimals = decimalsOf(currency);
  const digits = minor.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
