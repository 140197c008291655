import type { Role, StaffActor } from "../core/context";
import type { Currency } from "../core/currencies";
import type { UserId } from "../core/ids";
import { rolesWith } from "../identity/permissions";
import type { BoundKind } from "./kinds";

/** What a role or a person may move by themselves in one currency; null: no bound. */
export type StaffLimit = {
  role: Role | null;
  userId: UserId | null;
  currency: Currency;
  perTransactionMinor: bigint | null;
  perDayMinor: bigint | null;
  secondFromMinor: bigint | null;
};

/**
 * The limit that binds a person in one kind of act: their own where they have one, else the widest of the roles that give
 * them the act. Null: none of these is bound.
 */
export function limitFor(
  limits: readonly StaffLimit[],
  { userId, roles }: Pick<StaffActor, "userId" | "roles">,
  kind: BoundKind,
  currency: Currency,
): StaffLimit | null {
  const inCurrency = limits.filter((limit) => limit.currency === currency);
  const own = inCurrency.find((limit) => limit.userId === userId);
  if (own && bounds(own)) return own;
  const giving = rolesWith(kind).filter((role) => roles.includes(role));
  const ofRoles = giving.map((role) => inCurrency.find((limit) => limit.role === role) ?? null);
  const [first = null] = ofRoles;
  return ofRoles.reduce((one, other) => (one && other ? wider(one, other) : null), first);
}

/** A limit without any amount was ended. */
export const bounds = ({ perTransactionMinor, perDayMinor, secondFromMinor }: StaffLimit): boolean =>
  perTransactionMinor !== null || perDayMinor !== null || secondFromMinor !== null;

function wider(one: StaffLimit, other: StaffLimit): StaffLimit {
  const widest = (a: bigint | null, b: bigint | null) => (a === null || b === null ? null : a > b ? a : b);
  return {
    ...one,
    perTransactionMinor: widest(one.perTransactionMinor, other.perTransactionMinor),
    perDayMinor: widest(one.perDayMinor, other.perDayMinor),
    secondFromMinor: widest(one.secondFromMinor, other.secondFromMinor),
  };
}
