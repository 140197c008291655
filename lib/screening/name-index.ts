import { compareNames, MOST_JOINED, MOST_TYPED, type NameComparison, SAME_NAME, scoreOf } from "./compare-names";
import { joinedLikeness, wordLikeness } from "./compare-words";
import { type NameWord, type ReadName, readName } from "./read-name";
import { soundOf } from "./sound";

export type NameHit<Id> = { id: Id; name: string } & NameComparison;
export type NameIndex<Id> = { search(name: string): NameHit<Id>[] };

/**
 * An index over names that answers exactly what comparing a name with every one of them would, best first and the best
 * name of each id only: names that share no like word, or too few of them to reach the score, are never compared.
 */
export function nameIndex<Id>(names: readonly { id: Id; name: string }[]): NameIndex<Id> {
  const listed = names.flatMap(({ id, name }) => name.split("/").map((one) => ({ id, name, read: readName(one) })));
  const words = new Map<string, Entry>();
  const joined = new Map<string, Entry>();
  for (const [at, { read }] of listed.entries()) {
    for (const [index, word] of read.words.entries()) add(words, word, at, 1 << index);
    for (const { word, places } of joinedWords(read.words)) add(joined, word, at, places);
  }
  const like = likeWords([...words.values()], [...joined.values()]);
  const marks: Marks = { left: new Int32Array(listed.length), right: new Int32Array(listed.length), touched: [] };
  return {
    search: (name) => best(name.split("/").flatMap((one) => hitsOf(listed, like, marks, readName(one)))),
  };
}

/** A word of the list, the letters in it, and where it stands. */
type Entry = { word: NameWord; letters: number; at: number[]; places: number[] };
type Listed<Id> = { id: Id; name: string; read: ReadName };
type Like = { words(word: NameWord): Entry[]; joined(word: NameWord): Entry[]; apart(word: NameWord): Entry[] };

function add(to: Map<string, Entry>, word: NameWord, at: number, places: number): void {
  const key = `${word.text} ${word.foreign} ${word.known}`;
  const entry = to.get(key) ?? { word, letters: lettersOf(word.text), at: [], places: [] };
  entry.at.push(at);
  entry.places.push(places);
  to.set(key, entry);
}

/** Every run of neighbouring words as the one word they would be. */
function joinedWords(words: readonly NameWord[]): { word: NameWord; places: number }[] {
  return words.flatMap((first, from) =>
    words.slice(from + 1, from + MOST_JOINED).map((_, more) => {
      const text = words
        .slice(from, from + more + 2)
        .map((word) => word.text)
        .join("");
      return { word: { ...first, text, known: text, sound: soundOf(text) }, places: ((1 << (more + 2)) - 1) << from };
    }),
  );
}

/**
 * The words of the list that are like a word, and enough so for a name of theirs to reach the score; names repeat, so each
 * word is looked up once.
 */
function likeWords(words: readonly Entry[], joined: readonly Entry[]): Like {
  const [whole, light] = [shelves(words.filter(isWhole)), shelves(words.filter((entry) => !isWhole(entry)))];
  const together = shelves(joined);
  const isEnough = (word: NameWord, entry: NameWord) => {
    const likeness = wordLikeness(word, entry);
    return likeness > 0 && ((word.weight + entry.weight) / 2) * (1 - likeness) <= MOST_TYPED;
  };
  const isJoined = (run: NameWord, word: NameWord) => joinedLikeness(run.text, run.sound, run.foreign, word) > 0;
  return {
    words: once((word) =>
      [...whole(word, Math.min(0.44, MOST_TYPED / ((word.weight + 1) / 2))), ...light(word, 0.44)].filter((entry) =>
        isEnough(word, entry.word),
      ),
    ),
    joined: once((word) => [...together(word, 0.2)].filter((entry) => isJoined(entry.word, word))),
    apart: once((run) => [...whole(run, 0.2), ...light(run, 0.2)].filter((entry) => isJoined(run, entry.word))),
  };
}

/** Most words say as much as a word can; particles, initials, numbers and trades say less. */
function isWhole({ word }: Entry): boolean {
  return word.weight === 1;
}

/** So many words are remembered with what they are like. */
const REMEMBERED = 50_000;

function once(find: (word: NameWord) => Entry[]): (word: NameWord) => Entry[] {
  const known = new Map<string, Entry[]>();
  return (word) => {
    const key = `${word.text} ${word.foreign} ${word.known} ${word.weight}`;
    const before = known.get(key);
    if (before) return before;
    if (known.size === REMEMBERED) known.clear();
    const found = find(word);
    known.set(key, found);
    return found;
  };
}

/** Words of one length with the letters in each. */
type Shelf = { entries: Entry[]; letters: Int32Array };

/**
 * Answers the words that may be like a word, with so many typos a letter at most: those of the same sound, the forms of the
 * same given name, initials, and those whose length and letters differ little enough, since each letter that only one has
 * costs a typo.
 */
function shelves(entries: readonly Entry[]): (word: NameWord, typos: number) => Set<Entry> {
  const bySound = groupBy(entries, ({ word }) => word.sound);
  const byForm = groupBy(entries, ({ word }) => word.known);
  const byFirst = groupBy(entries, ({ word }) => word.text[0]);
  const initials = groupBy(
    entries.filter(({ word }) => word.text.length === 1),
    ({ word }) => word.text[0],
  );
  const byLength = new Map<number, Shelf>();
  for (const [length, group] of groupBy(entries, ({ word }) => word.text.length))
    byLength.set(length, { entries: group, letters: Int32Array.from(group, ({ letters }) => letters) });
  return (word, typos) => {
    const found = new Set([...(bySound.get(word.sound) ?? []), ...(byForm.get(word.known) ?? [])]);
    const { length } = word.text;
    for (const entry of (length === 1 ? byFirst : initials).get(word.text[0]) ?? []) found.add(entry);
    const own = lettersOf(word.text);
    for (let other = Math.floor(length * (1 - typos)); other <= Math.ceil(length / (1 - typos)); other++) {
      const shelf = byLength.get(other);
      if (!shelf) continue;
      const most = Math.floor(typos * Math.max(length, other) + 1e-9);
      const { letters } = shelf;
      for (let at = 0; at < letters.length; at++) {
        const theirs = letters[at] as number;
        if (bits(own & ~theirs) <= most && bits(theirs & ~own) <= most) found.add(shelf.entries[at] as Entry);
      }
    }
    return found;
  };
}

function groupBy<Key>(entries: readonly Entry[], keyOf: (entry: Entry) => Key): Map<Key, Entry[]> {
  const groups = new Map<Key, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}

function lettersOf(text: string): number {
  let mask = 0;
  for (let at = 0; at < text.length; at++) mask |= 1 << (text.charCodeAt(at) % 31);
  return mask;
}

function bits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Which words of a query and of each name may stand for one another: bits, and the names that have any. */
type Marks = { left: Int32Array; right: Int32Array; touched: number[] };

function hitsOf<Id>(listed: readonly Listed<Id>[], like: Like, marks: Marks, query: ReadName): NameHit<Id>[] {
  const { left, right, touched } = marks;
  const note = (entries: readonly Entry[], places: number, only = false) => {
    for (const entry of entries)
      for (let index = 0; index < entry.at.length; index++) {
        const at = entry.at[index] as number;
        if (left[at] === 0) {
          if (only) continue;
          touched.push(at);
        }
        left[at] = (left[at] as number) | places;
        right[at] = (right[at] as number) | (entry.places[index] as number);
      }
  };
  for (const { word, places } of joinedWords(query.words)) note(like.apart(word), places);
  for (const [index, word] of query.words.entries()) note(like.joined(word), 1 << index);
  // The rarest first: a name that has none of them but the commonest word is never one of the likest.
  const found = query.words.map((word, index) => ({ word, places: 1 << index, entries: like.words(word) }));
  const frequent = found.map((one) => ({ ...one, names: one.entries.reduce((sum, { at }) => sum + at.length, 0) }));
  frequent.sort((one, other) => one.names - other.names);
  for (const [index, { word, entries, places }] of frequent.entries())
    note(entries, places, index === frequent.length - 1 && isTooLittle(word, query));
  const hits: NameHit<Id>[] = [];
  for (const at of touched) {
    const { id, name, read } = listed[at] as Listed<Id>;
    const enough = atMost(query, left[at] as number, read, right[at] as number) >= SAME_NAME;
    left[at] = 0;
    right[at] = 0;
    if (!enough) continue;
    const comparison = compareNames(query, read);
    if (comparison.score >= SAME_NAME) hits.push({ id, name, ...comparison });
  }
  touched.length = 0;
  return hits;
}

/** Whether a name of nothing but this word is too little like the whole, and a longer one still less. */
function isTooLittle({ weight }: NameWord, query: ReadName): boolean {
  return scoreOf((weight + 1) / 2, weight, 1, query.weight, 1) < SAME_NAME;
}

/** The score if every word that may be paired were paired and the same. */
function atMost(query: ReadName, left: number, read: ReadName, right: number): number {
  const [own, theirs] = [weightAt(query, left), weightAt(read, right)];
  return scoreOf((own + theirs) / 2, own, theirs, query.weight, read.weight);
}

function weightAt({ words }: ReadName, places: number): number {
  let sum = 0;
  for (let index = 0; index < words.length; index++) if ((places >> index) & 1) sum += words[index]?.weight ?? 0;
  return sum;
}

function best<Id>(hits: NameHit<Id>[]): NameHit<Id>[] {
  const found = new Map<Id, NameHit<Id>>();
  for (const hit of hits) if (hit.score > (found.get(hit.id)?.score ?? 0)) found.set(hit.id, hit);
  return [...found.values()].sort((one, other) => other.score - one.score);
}
