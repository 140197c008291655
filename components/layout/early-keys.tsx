/** Keys pressed while the page's own script is still on its way, in order. */
declare global {
  interface Window {
    earlyKeys?: { held: KeyboardEvent[]; stop: () => void };
  }
}

/** F2 and F4 lead to their field at once, so that what is typed next lands there; every other key of ours waits. */
const script = `(() => {
  const held = [];
  const fields = { F2: "[data-find]", F4: "[data-f4]" };
  const typing = (target) => target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  const hold = (event) => {
    const { key, target, altKey, shiftKey, repeat, isComposing } = event;
    if (repeat || isComposing || altKey || shiftKey || held.length > 8) return;
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
  addEventListener("keydown", hold);
  window.earlyKeys = { held, stop: () => removeEventListener("keydown", hold) };
})();`;

/**
 * Holds the keys of whoever is faster than the page's script, which takes them over when it runs: on a slow line or a
 * slow machine an F9 is late, not lost.
 */
export function EarlyKeys({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
