import type { Cursor } from "../core/paging";

/** The balance after each row of a page as it was fetched, counted backwards from `top`, that of the newest row. */
export function withBalances<T extends { minor: bigint; top: string }>(
  fetched: readonly T[],
  place: Cursor,
): (T & { balanceMinor: bigint })[] {
  let balance = BigInt(fetched[0]?.top ?? 0);
  const counted = (place.newer ? fetched.toReversed() : [...fetched]).map((row) => {
    const after = { ...row, balanceMinor: balance };
    balance -= row.minor;
    return after;
  });
  return place.newer ? counted.toReversed() : counted;
}
