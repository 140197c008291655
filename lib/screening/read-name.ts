import anyAscii from "any-ascii";
import { legalForms } from "./legal-forms";
import { numbers, particles, shortForms, titles, tradeWords } from "./name-words";
import { soundOf } from "./sound";

/** One word of a name: as it is compared, how it sounds, and how much it says about who is named. */
export type NameWord = {
  text: string;
  sound: string;
  known: string;
  weight: number;
  figure: boolean;
  foreign: boolean;
  vowelless: boolean;
};

/** A name in the form in which it is compared; reading it once serves many comparisons. */
export type ReadName = { words: readonly NameWord[]; weight: number };

/**
 * Reads a name in any script: transliterated to ASCII, titles and legal forms left out, words in the order written. A name
 * of nothing but titles or legal forms keeps them.
 */
export function readName(name: string): ReadName {
  const foreign = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(name);
  const plain = plainWords(name);
  const told = withoutLegalForms(plain).filter((word) => !titles.has(word));
  const words = (told.length > 0 ? told : plain).slice(0, MOST_WORDS).map((word) => wordOf(word, foreign));

  return { words, weight: words.reduce((sum, word) => sum + word.weight, 0) };
}

/** More words than this are an address or a sentence: the rest is not compared. */
const MOST_WORDS = 14;

function plainWords(name: string): string[] {
  return anyAscii(name.normalize("NFKC"))
    .toLowerCase()
    .replace(/['’`ʼ]s\b/g, "")
    .replace(/['’`ʼ"]/g, "")
    .replace(/\b((?:[a-z]\.){2,}[a-z]?)/g, (dotted) => dotted.replaceAll(".", ""))
    .replace(/&/g, " and ")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function withoutLegalForms(words: string[]): string[] {
  let text = ` ${words.join(" ")} `;
  for (const form of legalForms) text = text.replaceAll(` ${form} `, " ");
  return text.trim() === "" ? [] : text.trim().split(" ");
}

function wordOf(text: string, foreign: boolean): NameWord {
  const figure = numbers.get(text) ?? text;
  const number = /^\d+$/.test(figure);
  return {
    text: figure,
    sound: soundOf(figure),
    known: shortForms.get(text) ?? figure,
    weight: weightOf(text, number),
    figure: number,
    foreign,
    vowelless: foreign && !/[aeiou]/.test(text),
  };
}

function weightOf(word: string, number: boolean): number {
  if (particles.has(word)) return 0.25;
  if (number) return 0.5;
  if (tradeWords.has(word)) return 0.6;
  return word.length === 1 ? 0.5 : 1;
}
