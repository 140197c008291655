import { countryName } from "../core/countries";
import { formatDate } from "../core/dates";
import { formatPhone } from "../core/format-phone";
import type { CustomerFacts } from "./lock-customer";
import { documentNames, fundNames, type MergeFact, mergeFactNames, mergeFacts, purposeNames } from "./schema";

/** For each fact, whose stays: the record's that is kept, or the other one's. */
export type Whose = Record<MergeFact, "kept" | "other">;

/** The facts of the record that is kept, as they are after the merge. */
export function mergedFacts(kept: CustomerFacts, other: CustomerFacts, whose: Whose): CustomerFacts {
  const taken = Object.fromEntries(
    mergeFacts.filter((fact) => whose[fact] === "other").map((fact) => [fact, other[fact]]),
  );
  return { ...kept, ...taken, guardians: [...kept.guardians, ...other.guardians] };
}

/** What a person reads of each fact; null where nothing is known. */
export function factWords(facts: CustomerFacts): Record<MergeFact, string | null> {
  const { fullName, birthDate, nationality, phone, email, address, document, declarations } = facts;
  return {
    fullName,
    birthDate: birthDate && formatDate(birthDate),
    nationality: nationality && (countryName(nationality) ?? nationality),
    phone: phone && formatPhone(phone),
    email,
    address: addressWords(address),
    document:
      document &&
      `${documentNames[document.kind]} ··${document.numberLast4} of ${countryName(document.country) ?? document.country}, until ${formatDate(document.expiresOn)}`,
    declarations:
      declarations &&
      [
        `Tax in ${countryName(declarations.taxCountry) ?? declarations.taxCountry}`,
        purposeNames[declarations.purpose],
        fundNames[declarations.sourceOfFunds],
        declarations.politicallyExposed ? `politically exposed: ${declarations.exposure}` : "not politically exposed",
      ].join(", "),
  };
}

/** An address in one line. */
export function addressWords(address: CustomerFacts["address"]): string | null {
  if (!address) return null;
  const { street, postcode, city, country } = address;
  return `${street}, ${postcode} ${city}, ${countryName(country) ?? country}`;
}

/** What two records say of one fact, in words. */
export type FactSide<Fact extends string = string> = {
  fact: Fact;
  label: string;
  kept: string | null;
  other: string | null;
  differs: boolean;
};

/** The words of two records side by side, by the name of each fact. */
export function factsSideBySide(kept: CustomerFacts, other: CustomerFacts): FactSide<MergeFact>[] {
  const [left, right] = [factWords(kept), factWords(other)];
  return mergeFacts.map((fact) => ({
    fact,
    label: mergeFactNames[fact],
    kept: left[fact],
    other: right[fact],
    differs: left[fact] !== right[fact],
  }));
}

/** What one of the records says that would be lost if the other's were kept, in words. */
export function lostFacts(kept: CustomerFacts, other: CustomerFacts, whose: Whose): string | null {
  const merged = mergedFacts(kept, other, whose);
  const exposed = kept.declarations?.politicallyExposed || other.declarations?.politicallyExposed;
  if (exposed && !merged.declarations?.politicallyExposed)
    return "one of them declares political exposure, and its declarations must be the ones that stay";
  const missing = mergeFacts.find((fact) => merged[fact] === null && (kept[fact] ?? other[fact]) !== null);
  return missing ? `only one of them has ${mergeFactNames[missing].toLowerCase()}, and it must stay` : null;
}
