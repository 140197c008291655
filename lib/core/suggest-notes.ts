import { type Notes, worthOf } from "./notes";

/** How far the search goes before it gives up: far beyond what a till holds in sensible notes. */
const STEPS = 20_000;

/**
 * Notes and coins from a stock that come to an amount exactly, the largest first; null when the stock cannot make it.
 * A larger note is given up only where the rest cannot be made otherwise.
 */
export function suggestNotes(minor: bigint, stock: Notes): Notes | null {
  if (minor <= 0n || worthOf(stock) < minor) return null;
  const pieces = Object.entries(stock)
    .filter(([, quantity]) => quantity > 0)
    .map(([value, quantity]) => ({ value: BigInt(value), quantity: BigInt(quantity) }))
    .sort((a, b) => (a.value < b.value ? 1 : -1));
  /** What all smaller pieces are worth together, from each place on. */
  const rest = pieces.map((_, at) => pieces.slice(at).reduce((sum, one) => sum + one.value * one.quantity, 0n));
  const hopeless = new Set<string>();
  let steps = 0;

  const make = (at: number, open: bigint): [bigint, bigint][] | null => {
    if (open === 0n) return [];
    const piece = pieces[at];
    const place = `${at} ${open}`;
    if (!piece || (rest[at] as bigint) < open || hopeless.has(place)) return null;
    const most = open / piece.value < piece.quantity ? open / piece.value : piece.quantity;
    for (let taken = most; taken >= 0n; taken -= 1n) {
      steps += 1;
      if (steps > STEPS) return null;
      // Fewer of these leave more than all the smaller ones are worth.
      if (open - taken * piece.value > ((rest[at + 1] ?? 0n) as bigint)) break;
      const others = make(at + 1, open - taken * piece.value);
      if (others) return taken > 0n ? [[piece.value, taken], ...others] : others;
    }
    hopeless.add(place);
    return null;
  };

  const found = make(0, minor);
  return (
    found && Object.fromEntries(found.map(([value, taken]) => [String(value), Number.parseInt(String(taken), 10)]))
  );
}
