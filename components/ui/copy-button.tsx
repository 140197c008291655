import { Icon } from "./icon";

/** Puts a text on the clipboard and says so: the frame's script reads what from `data-copy`. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  return (
    <button
      type="button"
      data-copy={text}
      className="group link inline-flex min-h-(--tap,1.5rem) cursor-pointer items-center gap-1 font-sans text-meta"
    >
      <Icon name="copy" className="group-data-copied:hidden" />
      <Icon name="check" className="group-not-data-copied:hidden" />
      <span role="status">Copy</span>
      <span className="sr-only"> {what}</span>
    </button>
  );
}
