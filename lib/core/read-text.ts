import { refusal } from "./errors";

const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\ufff9-\ufffb]/u;
const NONCHARACTERS = /\p{Noncharacter_Code_Point}/u;
/** Overrides, isolates and marks of direction, and characters without width except the two joiners that scripts need. */
const HIDDEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;
/** A joiner means something after a letter of a script that joins, and in an emoji; anywhere else it is not seen. */
const STRAY_JOINER =
  /(?<![\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?<!\ufe0f)[\u200c\u200d]/u;
/** No script stacks more marks than this on one letter. */
const STACKED = /\p{M}{7,}/u;

export type TextRule = { what: string; max: number; multiline?: boolean };

/** Text as the bank keeps it: trimmed, NFC, at most `max` code points (what the database counts), nothing hidden in it. */
export function readText(typed: string, { what, max, multiline = false }: TextRule): string {
  const subject = capitalised(what);
  if (typed.length > max * 16) throw refusal("too_long", { what: subject, max });
  const text = (multiline ? typed.replace(/\r\n?/g, "\n") : typed).trim().normalize("NFC");
  if (text === "") throw refusal("required", { what });
  const line = multiline ? text.replace(/[\n\t]/g, " ") : text;
  if (!line.isWellFormed() || CONTROLS.test(line) || NONCHARACTERS.test(line))
    throw refusal("control_characters", { what: subject });
  if (HIDDEN.test(line) || STRAY_JOINER.test(line) || STACKED.test(line))
    throw refusal("hidden_characters", { what: subject });
  if (text.length > max && [...text].length > max) throw refusal("too_long", { what: subject, max });
  return text;
}

/** `the note` at the head of a sentence. */
export function capitalised(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}
