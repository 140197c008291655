/**
 * Damerau-Levenshtein distance (optimal string alignment): letters put in, left out, changed, or neighbours swapped.
 * Above `most` it stops and answers `most + 1`.
 */
export function editDistance(left: string, right: string, most = Number.POSITIVE_INFINITY): number {
  if (left === right) return 0;
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let older = new Array<number>(right.length + 1).fill(0);
  let above = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row++) {
    const now = [row];
    let best = row;
    for (let at = 1; at <= right.length; at++) {
      const same = left[row - 1] === right[at - 1] ? 0 : 1;
      let cost = Math.min((above[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1, (above[at - 1] ?? 0) + same);
      if (row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1])
        cost = Math.min(cost, (older[at - 2] ?? 0) + 1);
      now.push(cost);
      if (cost < best) best = cost;
    }
    if (best > most) return most + 1;
    older = above;
    above = now;
  }
  return above[right.length] ?? 0;
}
