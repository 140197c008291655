import { compareNames, MOST_JOINED, type NameComparison, SAME_NAME, scoreOf } from "./compare-names";
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
  return {
    search: (name) => best(name.split("/").flatMap((one) => hitsOf(listed, like, readName(one)))),
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

/** The words of the list that are like a word; names repeat, so each word is looked up once. */
function likeWords(words: readonly Entry[], joined: readonly Entry[]): Like {
  const once = (find: (word: NameWord) => Entry[]) => {
    const known = new Map<string, Entry[]>();
    return (word: NameWord) => {
      const key = `${word.text} ${word.foreign} ${word.known}`;
      const found = known.get(key) ?? find(word);
      known.set(key, found);
      return found;
    };
  };
  const [apart, together] = [shelves(words), shelves(joined)];
  return {
    words: once((word) => [...apart(word, 0.44)].filter((entry) => wordLikeness(word, entry.word) > 0)),
    joined: once((word) =>
      [...together(word, 0.2)].filter(({ word: run }) => joinedLikeness(run.text, run.sound, run.foreign, word) > 0),
    ),
    apart: once((run) =>
      [...apart(run, 0.2)].filter((entry) => joinedLikeness(run.text, run.sound, run.foreign, entry.word) > 0),
    ),
  };
}

/**
 * Answers the words that may be like a word, with so many typos a letter at most: those of the same sound, the forms of the
 * same given name, initials, and those whose length and letters differ little enough, since each letter that only one has
 * costs a typo.
 */
function shelves(entries: readonly Entry[]): (word: NameWord, typos: number) => Set<Entry> {
  const bySound = groupBy(entries, ({ word }) => word.sound);
  const byForm = groupBy(entries, ({ word }) => word.known);
  const byLength = groupBy(entries, ({ word }) => word.text.length);
  const byFirst = groupBy(entries, ({ word }) => word.text[0]);
  return (word, typos) => {
    const found = new Set([...(bySound.get(word.sound) ?? []), ...(byForm.get(word.known) ?? [])]);
    const { length } = word.text;
    const sameFirst = byFirst.get(word.text[0]) ?? [];
    for (const entry of sameFirst) if (length === 1 || entry.word.text.length === 1) found.add(entry);
    const own = lettersOf(word.text);
    for (let other = Math.floor(length * (1 - typos)); other <= Math.ceil(length / (1 - typos)); other++) {
      const most = typos * Math.max(length, other) + 1e-9;
      for (const entry of byLength.get(other) ?? [])
        if (bits(own & ~entry.letters) <= most && bits(entry.letters & ~own) <= most) found.add(entry);
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
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function hitsOf<Id>(listed: readonly Listed<Id>[], like: Like, query: ReadName): NameHit<Id>[] {
  const left = new Map<number, number>();
  const right = new Map<number, number>();
  const note = (entries: readonly Entry[], places: number) => {
    for (const entry of entries)
      for (const [index, at] of entry.at.entries()) {
        left.set(at, (left.get(at) ?? 0) | places);
        right.set(at, (right.get(at) ?? 0) | (entry.places[index] ?? 0));
      }
  };
  for (const [index, word] of query.words.entries()) {
    note(like.words(word), 1 << index);
    note(like.joined(word), 1 << index);
  }
  for (const { word, places } of joinedWords(query.words)) note(like.apart(word), places);
  const hits: NameHit<Id>[] = [];
  for (const [at, places] of left) {
    const { id, name, read } = listed[at] as Listed<Id>;
    if (atMost(query, places, read, right.get(at) ?? 0) < SAME_NAME) continue;
    const comparison = compareNames(query, read);
    if (comparison.score >= SAME_NAME) hits.push({ id, name, ...comparison });
  }
  return hits;
}

/** The score if every word that may be paired were paired and the same. */
function atMost(query: ReadName, left: number, read: ReadName, right: number): number {
  const [own, theirs] = [weightAt(query, left), weightAt(read, right)];
  return scoreOf((own + theirs) / 2, own, theirs, query.weight, read.weight);
}

function weightAt({ words }: ReadName, places: number): number {
  return words.reduce((sum, word, index) => sum + ((places >> index) & 1 ? word.weight : 0), 0);
}

function best<Id>(hits: NameHit<Id>[]): NameHit<Id>[] {
  const found = new Map<Id, NameHit<Id>>();
  for (const hit of hits) if (hit.score > (found.get(hit.id)?.score ?? 0)) found.set(hit.id, hit);
  return [...found.values()].sort((one, other) => other.score - one.score);
}
