import { editDistance } from "./edit-distance";
import type { NameWord } from "./read-name";

/** Words of which fewer letters agree are different words; of the same sound, fewer than the second. */
const LEAST = 0.56;
const LEAST_OF_SAME_SOUND = 0.5;
/** What a same sound, an initial, and another form of a given name count. */
const SOUND = 0.9;
const INITIAL = 0.9;
const SHORT_FORM = 0.95;
/** Words written together or apart agree more strictly. */
const LEAST_JOINED = 0.8;

/** How like two words of names are: 1 the same, 0 different; between, a typo, the same sound, or an initial. */
export function wordLikeness(left: NameWord, right: NameWord): number {
  if (left.text === right.text) return 1;
  if (left.figure || right.figure) return 0;
  if (left.text.length === 1 || right.text.length === 1) return left.text[0] === right.text[0] ? INITIAL : 0;
  if (left.known === right.known) return SHORT_FORM;
  const least = sameSound(left, right);
  const written = writtenLikeness(left.text, right.text, Math.min(least, LEAST));
  return least < LEAST && written > 0 ? Math.max(SOUND, written) : written;
}

/** How much of the letters must agree in words of the same sound; scripts that write no vowels leave less to agree. */
function sameSound(left: NameWord, right: NameWord): number {
  if (left.sound !== right.sound) return 1;
  if (left.foreign !== right.foreign) return left.sound.length > 1 || left.vowelless || right.vowelless ? 0.25 : 1;
  return left.sound.length > 1 ? LEAST_OF_SAME_SOUND : 1;
}

/** How like words written together are to one word: few typos, or the same sound from another script. */
export function joinedLikeness(joined: string, sound: string, foreign: boolean, word: NameWord): number {
  if (word.text.length < 4) return 0;
  if (sound === word.sound && sound.length > 3 && foreign !== word.foreign) return SOUND;
  return writtenLikeness(joined, word.text, LEAST_JOINED);
}

/** The share of letters that agree, or 0 below `least`. */
function writtenLikeness(left: string, right: string, least: number): number {
  const longer = Math.max(left.length, right.length);
  const most = Math.floor((1 - least) * longer + 1e-9);
  const typed = editDistance(left, right, most);
  return typed > most ? 0 : 1 - typed / longer;
}
