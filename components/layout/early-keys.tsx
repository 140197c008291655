/** The last key pressed while the page's own script is still on its way, unless something else was done after it. */
declare global {
  interface Window {
    earlyKeys?: { held: KeyboardEvent[]; stop: () => void };
  }
}

/** F2 and F4 lead to their field at once, so that what is typed next lands there; one other key of ours waits. */
const script = `(() => {
  const held = [];
  const fields = { F2: "[data-find]", F4: "[data-f4]" };
  const drop = () => { held.length = 0; };
  const typing = (target) => target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  const hold = (event) => {
    const { key, target, altKey, shiftKey, repeat, isComposing } = event;
    if (repeat || isComposing) return;
    drop();
    if (altKey || shiftKey) return;
    const command = event.ctrlKey || event.metaKey;
    const field = !command && fields[key] && document.querySelector(fields[key]);
    if (field) {
      field.focus();
      field.select?.();
      event.preventDefault();
    } else if (command ? key === "Enter" || key === "k" : key === "F8" || key === "F9") {
      held.push(event);
      event.preventDefault();
    } else if (!command && key.length === 1 && target instanceof HTMLElement && !typing(target)) held.push(event);
  };
  const undone = ["input", "pointerdown", "submit"];
  addEventListener("keydown", hold);
  for (const act of undone) addEventListener(act, drop, true);
  window.earlyKeys = {
    held,
    stop: () => {
      removeEventListener("keydown", hold);
      for (const act of undone) removeEventListener(act, drop, true);
    },
  };
})();`;

/**
 * Holds the key of whoever is faster than the page's script, which takes it over when it runs: on a slow line or a slow
 * machine an F9 is late, not lost. Whatever is done after it, another key, a letter typed, a click, takes it back: a page
 * that changed meanwhile never posts what was meant for the one before.
 */
export function EarlyKeys({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
