import type { Currency } from "./currencies";
import { formatMinor } from "./money";

/** How many of each note and coin, by its value in minor units: `{ "5000": 3 }` are three of 50.00. */
export type Notes = Readonly<Record<string, number>>;

/** A note or coin of a currency. */
export type Denomination = { valueMinor: bigint; kind: "note" | "coin" };

/** What notes and coins are worth together, in minor units. */
export function worthOf(notes: Notes): bigint {
  return Object.entries(notes).reduce((sum, [value, quantity]) => sum + BigInt(value) * BigInt(quantity), 0n);
}

/** A note or coin as people call it: `50`, `0.20`. */
export function denominationName(valueMinor: bigint, currency: Currency): string {
  return formatMinor(valueMinor, currency).replace(/\.0+$/, "");
}

/** The field of a note or coin inside a form's group of counts: `n5000`. */
export const noteField = (valueMinor: bigint): string => `n${valueMinor}`;
