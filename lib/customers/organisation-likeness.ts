import { compareNames, SAME_NAME } from "../screening/compare-names";
import { editDistance } from "../screening/edit-distance";
import { readName } from "../screening/read-name";
import { likenessIn, type PersonLikeness, type Weighed } from "./likeness";

/** What an organisation is recognised by; a fact that is not known says nothing. */
export type OrganisationMarks = {
  /** The registered name and those it trades under. */
  names: readonly string[];
  /** As it is compared, with the country of the register before it. */
  registration: string | null;
  lei: string | null;
  phone: string | null;
  email: string | null;
};

/** How strongly the facts of two records speak for one organisation, as `personLikeness` does for persons. */
export function organisationLikeness(left: OrganisationMarks, right: OrganisationMarks): PersonLikeness {
  const weights: Weighed[] = [
    ["name", nameWeight(left.names, right.names)],
    ["registration number", near(left.registration, right.registration, 6, 3, 0)],
    ["LEI", near(left.lei, right.lei, 6, 3, -2)],
    ["phone", near(left.phone, right.phone, 4, 0, 0)],
    ["e-mail", near(left.email?.toLowerCase(), right.email?.toLowerCase(), 4, 0, 0)],
  ];
  return likenessIn(weights);
}

/** The closest of their names; legal forms and the order of words do not count. */
function nameWeight(left: readonly string[], right: readonly string[]): number {
  const scores = left.flatMap((one) => right.map((other) => compareNames(readName(one), readName(other)).score));
  const score = Math.max(0, ...scores);
  if (score >= 0.9) return 5;
  return score >= SAME_NAME ? 4 : -1;
}

function near(
  left: string | null | undefined,
  right: string | null | undefined,
  same: number,
  slip: number,
  other: number,
): number | null {
  if (!left || !right) return null;
  if (left === right) return same;
  return left.length > 5 && editDistance(left, right, 1) === 1 ? slip : other;
}
