/** A key as it is printed on a button. Screen readers hear it from `aria-keyshortcuts` instead. */
export function Keycap({ children }: { children: string }) {
  return (
    <span aria-hidden="true" className="keycap">
      {children}
    </span>
  );
}

/** Keys as `aria-keyshortcuts` wants them; the primary key always has its twin without function keys. */
export function keyShortcuts(keys: string | undefined): string | undefined {
  return keys === "F9" ? "F9 Control+Enter Meta+Enter" : keys;
}

/** The attribute by which the keyboard finds the control: the primary act, printing, or one letter. */
export function keyTarget(keys: string | undefined): { "data-primary"?: ""; "data-print"?: ""; "data-key"?: string } {
  if (!keys) return {};
  if (keys === "F9") return { "data-primary": "" };
  return keys === "F8" ? { "data-print": "" } : { "data-key": keys.toLowerCase() };
}
