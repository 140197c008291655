import { compareNames, SAME_NAME } from "../screening/compare-names";
import { editDistance } from "../screening/edit-distance";
import { readName } from "../screening/read-name";

/** What a person is recognised by; a fact that is not known says nothing. */
export type PersonFacts = {
  fullName: string;
  birthDate: string | null;
  idNumber: string | null;
  phone: string | null;
  email: string | null;
};

/** Which facts agree, which speak against it, and which are known of both. */
export type PersonLikeness = { score: number; agrees: string[]; differs: string[]; known: string[] };

/** From this score two records are likely one person. */
export const LIKELY_SAME = 5;

/**
 * How strongly the facts of two records speak for one person: each fact adds or takes its own weight, after Fellegi and
 * Sunter, so that one fact may be wrong or missing. Answers what agrees and what differs, for the person who decides.
 */
export function personLikeness(left: PersonFacts, right: PersonFacts): PersonLikeness {
  const name = nameWeight(left.fullName, right.fullName);
  const weights: Weighed[] = [
    [name === PART_OF_NAME ? "part of the name" : "name", name],
    ["date of birth", digitsWeight(left.birthDate, right.birthDate, { same: 5, near: 2.5, other: -2 })],
    ["document number", digitsWeight(left.idNumber, right.idNumber, { same: 6, near: 3, other: -1 })],
    ["phone", digitsWeight(left.phone, right.phone, { same: 4, near: 0, other: 0 })],
    ["e-mail", digitsWeight(left.email?.toLowerCase(), right.email?.toLowerCase(), { same: 4, near: 0, other: 0 })],
  ];
  return likenessIn(weights);
}

/** A fact with its weight, or null where it is not known of both. */
export type Weighed = [fact: string, weight: number | null];

/** The sum of weighed facts, and what they say. */
export function likenessIn(weights: readonly Weighed[]): PersonLikeness {
  const named = (is: (weight: number) => boolean) =>
    weights.flatMap(([fact, weight]) => (weight !== null && is(weight) ? [fact] : []));
  return {
    score: weights.reduce((sum, [, weight]) => sum + (weight ?? 0), 0),
    agrees: named((weight) => weight > 0),
    differs: named((weight) => weight < 0),
    known: named(() => true),
  };
}

const PART_OF_NAME = 2;

/** A whole name that agrees, one word of it that agrees, or none. */
function nameWeight(left: string, right: string): number {
  const { score, evidence } = compareNames(readName(left), readName(right));
  if (score >= 0.9) return 5;
  if (score >= SAME_NAME) return 4;
  return evidence.pairs.some(({ likeness, left }) => likeness >= 0.75 && left.length > 2) ? PART_OF_NAME : -1;
}

type Weights = { same: number; near: number; other: number };

/** The same text, one with a single slip of the pen, or another; near counts in texts long enough to slip in. */
function digitsWeight(
  left: string | null | undefined,
  right: string | null | undefined,
  weights: Weights,
): number | null {
  if (!left || !right) return null;
  if (left === right) return weights.same;
  return left.length > 5 && editDistance(left, right, 1) === 1 ? weights.near : weights.other;
}
