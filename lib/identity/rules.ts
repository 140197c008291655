import { refusal } from "../core/errors";
import { commonPhrases, commonWords } from "./common-passwords";
import { wasLeaked } from "./leaked-passwords";

const PASSWORD_MIN = 12;
const PASSWORD_MAX = 256;

/**
 * Refuses a password by length in code points and by what others would try first: common words, the bank's words and
 * the person's own names (control 24), and one of past leaks (control 25). No character is required or forbidden; it is kept exactly as typed.
 */
export function assertPassword(password: string, ownNames: readonly string[]): void {
  const length = [...password.normalize("NFC")].length;
  if (length < PASSWORD_MIN) throw refusal("password_too_short", { min: PASSWORD_MIN });
  if (length > PASSWORD_MAX) throw refusal("password_too_long", { max: PASSWORD_MAX });
  if (password.includes("\0") || !isWellFormed(password))
    throw refusal("control_characters", { what: "The password" }, "password");
  if (isCommon(password, ownNames) || wasLeaked(password)) throw refusal("password_common");
}

/** A sign-in name as it is stored and compared: without outer spaces, in lower case. */
export function normalizeSignInName(typed: string): string {
  return typed.trim().toLowerCase();
}

/** Refuses a sign-in name that could be mistaken for another by eye or not be typed on every keyboard. */
export function assertSignInName(name: string): void {
  if (!/^[a-z0-9][a-z0-9._-]{2,63}$/.test(name)) throw refusal("sign_in_name_form");
}

function isCommon(password: string, ownNames: readonly string[]): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < 5 || isRun(plain)) return true;
  const letters = lettersOf(unleet(plain));
  if (commonPhrases.includes(letters)) return true;
  const own = ownNames.flatMap((name) => name.toLowerCase().split(/[^\p{L}]+/u)).filter((part) => part.length >= 3);
  return /\p{L}/u.test(letters) && leftover(letters, [...commonWords, ...own]).length < 4;
}

/** What remains of the letters after every word that others would try, the longest taken first. */
function leftover(letters: string, words: readonly string[]): string {
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ""), letters);
}

/** Neighbours on the keyboard's digit row, or in the alphabet, from the first to the last character. */
function isRun(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(points.slice(1).map((point, index) => point - (points[index] ?? 0)));
  return steps.size === 1 || /^(?:0?1234567890)+\d*$/.test(text);
}

const LEET: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** Digits between letters are read as the letters they stand for; trailing years and marks fall away. */
function unleet(text: string): string {
  return text.replace(/[^\p{L}]+$/u, "").replace(/[013457@$!]/g, (character) => LEET[character] ?? character);
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, "");
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
