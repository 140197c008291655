import { createHash } from "node:crypto";
import { canonicalJson } from "../core/canonical";

export type EntryKind = "individual" | "organisation" | "vessel" | "aircraft";

/** Who or what a list names, as its publisher says it. */
export type ListEntry = {
  /** The publisher's own number. */
  ref: string;
  kind: EntryKind;
  name: string;
  aliases: string[];
  /** Whole dates, `1961-05`, `1961`, or two of them with a stroke between. */
  birthDates: string[];
  countries: string[];
  identifiers: string[];
  program: string;
};

/** Tells an entry from any other that names, dates, countries or numbers differ from. */
export function entryDigest(entry: ListEntry): Buffer {
  return createHash("sha256").update(canonicalJson(entry)).digest();
}
