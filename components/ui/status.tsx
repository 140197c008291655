import { Icon, type IconName } from "./icon";
import { type StatusKind, type StatusOf, statusFace, type Tone } from "./statuses";

export const toneText: Record<Tone, string> = {
  ink: "text-ink",
  quiet: "text-ink-2",
  ok: "text-accent",
  credit: "text-credit",
  held: "text-held",
  danger: "text-danger",
  second: "text-second",
  info: "text-info",
};

/** The state of a customer, an account, a loan, a till …: icon, word and colour, always the same three. */
export function Status<Kind extends StatusKind>({ of, is }: { of: Kind; is: StatusOf<Kind> }) {
  return <Mark {...statusFace(of, is)} />;
}

/** Up to here a mark stays on one line; a sentence may wrap. */
const A_FEW_WORDS = 24;

/** An icon and a word in the colour of what they mean, for states outside the vocabulary. */
export function Mark({ icon, word, tone }: { icon: IconName; word: string; tone: Tone }) {
  return (
    <span
      className={`inline-flex items-baseline gap-1.5 ${word.length > A_FEW_WORDS ? "" : "whitespace-nowrap"} ${toneText[tone]}`}
    >
      <Icon name={icon} className="self-center" />
      {word}
    </span>
  );
}
