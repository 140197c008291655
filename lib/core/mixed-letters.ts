/** Alphabets whose letters look alike. */
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** The words of a name that mix letters of alphabets that look alike: such a name may imitate another. */
export function mixedLetters(name: string): string[] {
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.filter((word) => ALPHABETS.filter((letters) => letters.test(word)).length > 1);
}
