const grouped = new Intl.NumberFormat("en-GB");

/** A number of things as people read it: `1,372`. */
export function formatCount(count: number | bigint): string {
  return grouped.format(count);
}
