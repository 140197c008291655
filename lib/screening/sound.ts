/**
 * The consonants of a word in classes that languages and transliterations confuse, vowels left out, in the manner of
 * Soundex and Metaphone: `Husayn`, `Hussein` and `Hossein` are `hsn`; `Barack` and `贝拉克` (beilake) are `plk`.
 */
export function soundOf(word: string): string {
  const classes = [...word.replace(/sch|tch|ch|sh|zh|kh|gh|ph|th|ck|dj|dz|ts|tz|cz|x/g, (pair) => pairs[pair] ?? pair)]
    .map((letter) => letters[letter] ?? "")
    .join("");
  return classes.replace(/(.)\1+/g, "$1");
}

const pairs: Readonly<Record<string, string>> = {
  sch: "s", tch: "s", ch: "s", sh: "s", zh: "s", kh: "h", gh: "k", ph: "f", th: "t", ck: "k", dj: "s", dz: "s", ts: "s",
  tz: "s", cz: "s", x: "s",
}; // biome-ignore format: one list of pairs

const letters: Readonly<Record<string, string>> = {
  b: "p", p: "p", f: "f", v: "f", w: "f", c: "k", k: "k", q: "k", g: "k", s: "s", z: "s", j: "s", d: "t", t: "t",
  m: "m", n: "n", l: "l", r: "l", h: "h", "0": "0", "1": "1", "2": "2", "3": "3", "4": "4", "5": "5", "6": "6", "7": "7",
  "8": "8", "9": "9",
}; // biome-ignore format: one list of letters
