import { countryName } from "../core/countries";
import type { BusinessDate } from "../core/dates";

/** How a fact of a customer stands to what a list says: not told on either side, the same, near, or another. */
export type Agreement = "unknown" | "same" | "near" | "other";

/** How far a year of birth may be off before it is another: lists often guess. */
const NEAR_YEARS = 2;

/** The best of what a customer's date of birth and the listed ones have in common. */
export function birthAgreement(birthDate: BusinessDate | null, listed: readonly string[]): Agreement {
  if (!birthDate || listed.length === 0) return "unknown";
  const found = listed.map((one) => oneBirth(birthDate, one));
  return (["same", "near"] as const).find((one) => found.includes(one)) ?? "other";
}

function oneBirth(birthDate: BusinessDate, listed: string): Agreement {
  const [from = "", to = from] = listed.split("/");
  const exact = from === to && from.length === 10;
  if (exact ? birthDate === from : birthDate.slice(0, from.length) >= from && birthDate.slice(0, to.length) <= to)
    return exact ? "same" : "near";
  const year = Number(birthDate.slice(0, 4));
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return year >= first - NEAR_YEARS && year <= last + NEAR_YEARS ? "near" : "other";
}

/** Whether a country of the customer is one of the listed. */
export function countryAgreement(countries: readonly string[], listed: readonly string[]): Agreement {
  if (countries.length === 0 || listed.length === 0) return "unknown";
  const theirs = new Set(listed.map(plainCountry));
  return countries.some((code) => namesOf(code).some((name) => theirs.has(name))) ? "same" : "other";
}

/** Names that publishers give countries besides our own. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  CZ: ["czech republic"],
  TR: ["turkey"],
  MM: ["burma"],
  KP: ["north korea", "korea north"],
  KR: ["south korea", "korea south"],
  CD: ["congo democratic republic of the"],
  CG: ["congo republic of the"],
  GM: ["the gambia"],
  VG: ["virgin islands british"],
  PS: ["west bank", "palestinian", "region gaza"],
  UA: ["region crimea"],
};

function namesOf(code: string): string[] {
  const name = countryName(code);
  return [...(name ? [plainCountry(name)] : []), ...(otherNames[code] ?? [])];
}

function plainCountry(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim();
}

/** A name that is this much like a listed one is a hit whatever the date of birth says. */
const NAME_ALONE = 0.95;

/** Whether a like name is a hit: a date of birth that cannot be the listed one's speaks against all but the same name. */
export function isHit(score: number, birth: Agreement): boolean {
  return birth !== "other" || score >= NAME_ALONE;
}

/** How like two names are, in words. */
export function likenessWords(score: number): string {
  if (score >= 0.995) return "The same name";
  return score >= 0.9 ? "Nearly the same name" : "A like name";
}
