import anyAscii from "any-ascii";

/** Text in any script as lower-case ASCII words, the form in which the bank stores and compares search text. */
export function searchText(...parts: (string | null | undefined)[]): string {
  return anyAscii(parts.filter(Boolean).join(" ").normalize("NFKC"))
    .toLowerCase()
    .replace(/[^a-z0-9@.+]+/g, " ")
    .trim();
}

/** The words of a typed search, each once and without the sign before a country's code. */
export function searchWords(query: string): string[] {
  const words = searchText(query.slice(0, 120))
    .split(" ")
    .map((word) => word.replace(/^\++/, ""))
    .filter((word) => word !== "");
  return [...new Set(words)].slice(0, 8);
}

/** A typed search as LIKE patterns, one for each word: each must occur, in any order. `%` and `_` mean themselves. */
export function searchPatterns(query: string): string[] {
  return searchText(query.slice(0, 120))
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
}
