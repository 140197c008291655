/** Pairs of names and whether a careful person would call them one, in the kinds that published name benchmarks test. */
export const namePairs: readonly [left: string, right: string, same: boolean][] = [
  // Order, case, accents, words together and apart
  ["Smith, John", "John Smith", true],
  ["Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", true],
  ["SergeiLavrov", "Sergei Lavrov", true],
  ["Good Will Company", "Goodwill Company", true],
  ["Nikolai Plat Ono Vich Patrushev", "Nikolai Platonovich Patrushev", true],
  // Typos, other spellings, other scripts
  ["Friedrich Lindenberg", "Fridrich Lindenburg", true],
  ["Saddam Husayn", "Saddam Hussein", true],
  ["Emanuel Macron", "Emmanuel Macron", true],
  ["Barack Obama", "Բարակ Օբամա", true],
  ["Barack Obama", "バラク・オバマ", true],
  ["Ротенберг Аркадий", "Arkadii Romanovich Rotenberg", true],
  // Initials, titles, legal forms
  ["Hans J Friedrich", "Hans Joachim Friedrich", true],
  ["A. Khamenei", "Ali Khamenei", true],
  ["Dr. Rami Makhlouf", "Rami Makhlouf", true],
  ["Siemens Aktiengesellschaft", "Siemens AG", true],
  ["Stripe LLC", "Stripe Limited Liability Company", true],
  ["Al Qaeda", "Al-Qa'ida/Islamic Army", true],
  // Others
  ["Boris Abramovich", "Roman Abramovich", false],
  ["Andrei Navalny", "Alexei Navalny", false],
  ["Roger Federman", "Roger Federer", false],
  ["Sergey Viktorovich Lavrov", "Sergey Borisovitch Lavrov", false],
  ["Bowne of Atlanta, Inc.", "Bowne of Boston, Inc.", false],
  ["Banco Santander México S.A.", "Banco Santander Chile S.A.", false],
  ["Berliner Motoren Werke Aktiengesellschaft", "Bayerische Motoren Werke Aktiengesellschaft", false],
  ["KIM JONG MAN", "KIM JONG SIK", false],
]; // biome-ignore format: a table

/** Distances as published with the jellyfish library (MIT). */
export const editDistances: readonly [left: string, right: string, distance: number][] = [
  ["", "", 0],
  ["", "abc", 3],
  ["Saturday", "Sunday", 3],
  ["abc", "", 3],
  ["fuor", "four", 1],
  ["cape sand recycling ", "edith ann graham", 17],
];
