import { type Notes, worthOf } from "@/lib/core/notes";
import { suggestNotes } from "@/lib/core/suggest-notes";

const euro = ["5000", "2000", "1000", "500", "200", "100", "50", "20", "10", "5", "2", "1"];

/** Notes that come to an amount of whole units, as people carry them: none above fifty. */
export function carried(minor: bigint): Notes {
  return mix(minor, Object.fromEntries(euro.map((value) => [value, 100_000])));
}

/** Notes from a stock that come to an amount; the seed never asks for what is not there. */
export function mix(minor: bigint, stock: Notes): Notes {
  const notes = suggestNotes(minor, stock);
  if (!notes) throw new Error(`No notes for ${minor}`);
  return notes;
}

/** A pile of notes after some came to it or left it. */
export function pile(held: Notes, change: Notes, way: 1 | -1): Notes {
  const values = [...new Set([...Object.keys(held), ...Object.keys(change)])];
  return Object.fromEntries(
    values
      .map((value) => [value, (held[value] ?? 0) + way * (change[value] ?? 0)])
      .filter(([, pieces]) => pieces !== 0),
  );
}

/** A branch's float for a day: 6,000.00 in the notes a counter needs. */
export const FLOAT: Notes = {
  ...{ "10000": 2, "5000": 66, "2000": 75, "1000": 70, "500": 50, "200": 20, "100": 5 },
  // Five in small coins: foreign notes are exchanged to the cent.
  ...{ "50": 4, "20": 5, "10": 10, "5": 10, "2": 20, "1": 10 },
};

/** The dollars of a day's counter, for customers who travel. */
export const DOLLARS: Notes = { "5000": 6, "2000": 20, "1000": 20, "500": 10, "100": 50 };

/** What a vault is filled with: plenty of each note, coins for years. */
export const VAULT = {
  EUR: {
    ...{ "20000": 50, "10000": 400, "5000": 1_200, "2000": 1_400, "1000": 800, "500": 400, "200": 500, "100": 1_000 },
    ...{ "50": 500, "20": 500, "10": 1_000, "5": 1_000, "2": 1_000, "1": 1_000 },
  },
  USD: { "10000": 120, "5000": 60, "2000": 200, "1000": 60, "500": 40, "100": 200 },
} as const satisfies Record<string, Notes>;

export const amountOf = (notes: Notes): string => {
  const minor = worthOf(notes);
  return `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
};
