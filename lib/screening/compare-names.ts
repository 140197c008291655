import { joinedLikeness, wordLikeness } from "./compare-words";
import { type NameWord, type ReadName, readName } from "./read-name";
import { soundOf } from "./sound";

/** Words of one name that stand for words of the other, how like they are, and what each name has left. */
export type NameEvidence = {
  pairs: { left: string; right: string; likeness: number }[];
  leftOnly: string[];
  rightOnly: string[];
};
export type NameComparison = { score: number; evidence: NameEvidence };

/** From this score two names may be of the same person or organisation. */
export const SAME_NAME = 0.78;

/** What words cost: one that contradicts, one that is missing, a single word alone in a longer name, and a typo. */
const COSTS = { contradicts: 0.9, missing: 0.16, lone: 0.2, typo: 0.8 };
/** What a contradicting word and a typo cost besides, however many other words agree. */
const FLAT = { contradicts: 0.1, typo: 0.7 };

/** With more typed otherwise than this, counted in words, no name reaches the score, whatever else agrees. */
export const MOST_TYPED = (1 - SAME_NAME) / FLAT.typo + 1e-9;

/** The best of what two names, or any of several names written with a stroke between them, have in common. */
export function compareWritten(left: string, right: string): NameComparison {
  const comparisons = left
    .split("/")
    .flatMap((one) => right.split("/").map((other) => compareNames(readName(one), readName(other))));
  return comparisons.reduce((best, one) => (one.score > best.score ? one : best));
}

/**
 * How like two names are, from 0 to 1, with what agrees and what does not. Words are paired whatever their order, written
 * together or apart; what only one name has costs little (a middle name left out), what contradicts costs much.
 */
export function compareNames(left: ReadName, right: ReadName): NameComparison {
  const pairs = pairWords(left.words, right.words);
  const leftPaired = weigh(
    left.words,
    pairs.flatMap(({ l }) => l),
  );
  const rightPaired = weigh(
    right.words,
    pairs.flatMap(({ r }) => r),
  );
  const likeness = pairs.reduce(
    (sum, { l, r, likeness }) => sum + likeness * (weigh(left.words, l) + weigh(right.words, r)),
    0,
  );
  const score = scoreOf(likeness / 2, leftPaired, rightPaired, left.weight, right.weight);
  return { score, evidence: evidenceOf(left, right, pairs) };
}

/** The score of so much likeness in the paired words, beside what both names have in all. */
export function scoreOf(
  likeness: number,
  leftPaired: number,
  rightPaired: number,
  left: number,
  right: number,
): number {
  const paired = (leftPaired + rightPaired) / 2;
  if (paired === 0) return 0;
  const [less, more] = [left - leftPaired, right - rightPaired].sort((a, b) => a - b) as [number, number];
  const lone = paired < 1.5 && more >= 1 ? COSTS.lone : 0;
  const typed = paired - likeness;
  const agreeing =
    (paired - COSTS.typo * typed) / (paired + COSTS.contradicts * less + COSTS.missing * (more - less) + lone);
  return Math.max(0, agreeing * (1 - FLAT.contradicts * less - FLAT.typo * typed));
}
type Pair = { l: number[]; r: number[]; likeness: number };

function pairWords(left: readonly NameWord[], right: readonly NameWord[]): Pair[] {
  const possible = [
    ...joinedPairs(left, right),
    ...joinedPairs(right, left).map(({ l, r, likeness }) => ({ l: r, r: l, likeness })),
  ];
  for (const [l, a] of left.entries())
    for (const [r, b] of right.entries()) {
      const likeness = wordLikeness(a, b);
      if (likeness > 0) possible.push({ l: [l], r: [r], likeness });
    }
  possible.sort(
    (a, b) => b.likeness - a.likeness || b.l.length + b.r.length - a.l.length - a.r.length || distance(a) - distance(b),
  );
  const taken = { l: new Set<number>(), r: new Set<number>() };
  return possible.filter(({ l, r }) => {
    if (l.some((at) => taken.l.has(at)) || r.some((at) => taken.r.has(at))) return false;
    for (const at of l) taken.l.add(at);
    for (const at of r) taken.r.add(at);
    return true;
  });
}

const distance = ({ l, r }: Pair) => Math.abs((l[0] ?? 0) - (r[0] ?? 0));

/** Words of the left name that, written together, are one word of the right. */
function joinedPairs(left: readonly NameWord[], right: readonly NameWord[]): Pair[] {
  const found: Pair[] = [];
  for (let from = 0; from < left.length - 1; from++) {
    let joined = left[from]?.text ?? "";
    for (let to = from + 1; to < Math.min(left.length, from + MOST_JOINED); to++) {
      joined += left[to]?.text ?? "";
      const sound = soundOf(joined);
      for (const [r, word] of right.entries()) {
        const likeness = joinedLikeness(joined, sound, left[from]?.foreign ?? false, word);
        if (likeness > 0) found.push({ l: range(from, to), r: [r], likeness });
      }
    }
  }
  return found;
}

/** So many words at most are one word in another spelling: `Plat Ono Vich`. */
export const MOST_JOINED = 4;

function weigh(words: readonly NameWord[], at: readonly number[]): number {
  return at.reduce((sum, index) => sum + (words[index]?.weight ?? 0), 0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function evidenceOf(left: ReadName, right: ReadName, pairs: readonly Pair[]): NameEvidence {
  const said = (words: readonly NameWord[], at: readonly number[]) =>
    at.map((index) => words[index]?.text ?? "").join(" ");
  const rest = ({ words }: ReadName, paired: readonly number[]) =>
    words.filter((_, at) => !paired.includes(at)).map(({ text }) => text);
  return {
    pairs: pairs.map(({ l, r, likeness }) => ({ left: said(left.words, l), right: said(right.words, r), likeness })),
    leftOnly: rest(
      left,
      pairs.flatMap(({ l }) => l),
    ),
    rightOnly: rest(
      right,
      pairs.flatMap(({ r }) => r),
    ),
  };
}
