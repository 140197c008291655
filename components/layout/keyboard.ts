import { amountsBlurred, blurAmounts } from "./amount-blur";
import { singleKeysOn } from "./single-keys";

/** For how long a key waits for the page's script: whoever pressed it longer ago looks elsewhere by now. */
const EARLY_MS = 5_000;

export type Keys = { singleKeys: boolean };

/** The keys of every page, until told to stop. None of them is a key that browsers keep for themselves, and each has a button or link as twin. */
export function listenForKeys({ singleKeys }: Keys): () => void {
  const answer = (event: KeyboardEvent) =>
    shortcut(event) ?? (alongRows(event) || (singleKeysOn(singleKeys) && letter(event)));
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (answer(event)) event.preventDefault();
  };
  const onFocus = ({ target }: FocusEvent) => suggest(target);
  const onClick = ({ target }: MouseEvent) =>
    target instanceof Element && target.closest("[data-palette]") && openPalette();
  window.addEventListener("keydown", onKey);
  window.addEventListener("submit", leaveFind);
  window.addEventListener("focusin", onFocus);
  window.addEventListener("click", onClick);
  suggest(document.activeElement);
  window.earlyKeys?.stop();
  const [early] = window.earlyKeys?.held.splice(0) ?? [];
  if (early && performance.now() - early.timeStamp < EARLY_MS) answer(early);
  return () => {
    window.removeEventListener("keydown", onKey);
    window.removeEventListener("submit", leaveFind);
    window.removeEventListener("focusin", onFocus);
    window.removeEventListener("click", onClick);
  };
}

/** Whoever has sent the search works with what it found: the next letter is a shortcut there, not text in the field. */
function leaveFind({ target }: SubmitEvent): void {
  if (target instanceof HTMLFormElement) target.querySelector<HTMLElement>("[data-find]")?.blur();
}

/** The list under the search comes when somebody goes there, so that no page is heavier for it. */
function suggest(target: EventTarget | null) {
  if (!(target instanceof HTMLInputElement) || !target.matches("[data-find]")) return;
  const place = document.querySelector<HTMLElement>("[data-find-list]");
  if (place)
    void import("./suggestion-list").then(({ suggestUnder }) => suggestUnder(target, place, { withFacts: true }));
}

function openPalette(): boolean {
  if (!document.querySelector("[data-find]")) return false;
  void import("./palette").then((palette) => palette.openPalette());
  return true;
}

/** What a function key does here; undefined when the key is none of ours, false when it finds nothing to act on. */
function shortcut(event: KeyboardEvent): boolean | undefined {
  const { key, altKey, shiftKey } = event;
  const withControl = event.ctrlKey || event.metaKey;
  if (key === "Enter" && withControl && !altKey && !shiftKey) return click("[data-primary]");
  if (key.toLowerCase() === "k" && withControl && !altKey && !shiftKey) return openPalette();
  // By its place on the keyboard: with Alt held some systems make another letter of it.
  if (event.code === "KeyP" && altKey && shiftKey && !withControl) return toggleBlur();
  if (withControl || altKey || shiftKey) return undefined;
  return functionKeys[key]?.(event);
}

function toggleBlur(): boolean {
  blurAmounts(!amountsBlurred());
  return true;
}

const functionKeys: Partial<Record<string, (event: KeyboardEvent) => boolean>> = {
  F2: () => focus("[data-find]"),
  F4: () => focus("[data-f4]"),
  F8: () => {
    if (!click("[data-print]")) window.print();
    return true;
  },
  F9: () => click("[data-primary]"),
  Escape: ({ target }) => !isTyping(target) && !document.querySelector("dialog[open]") && click('[data-key="escape"]'),
};

let rowFacts: Promise<typeof import("./row-facts")> | undefined;

/** What is told of a row goes with its place; a page where none was told loads nothing for it. */
export function leaveRows(): void {
  void rowFacts?.then(({ tellOfNone }) => tellOfNone());
}

/** From what one row of a table opens to what the next one does; Enter opens it. Elsewhere the arrows scroll as ever. */
function alongRows({ key, shiftKey, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!step || shiftKey || ctrlKey || metaKey || altKey || !(target instanceof Element) || !target.matches("a, tr"))
    return false;
  const row = target.closest<HTMLTableRowElement>("tbody tr");
  const rows = [...(row?.closest("table")?.querySelectorAll<HTMLTableRowElement>("tbody tr") ?? [])];
  const cell = target.closest<HTMLTableCellElement>("td, th")?.cellIndex ?? 0;
  for (let at = rows.indexOf(row as HTMLTableRowElement) + step; rows[at]; at += step) {
    const link =
      rows[at]?.cells[cell]?.querySelector<HTMLElement>("a[href]") ?? rows[at]?.querySelector<HTMLElement>("a[href]");
    if (!link) continue;
    link.focus();
    // What a movement is, at the foot of the page; other links have their page only.
    if (link.matches('a[href^="/receipts/"]')) {
      rowFacts ??= import("./row-facts");
      void rowFacts.then(({ tellOfRow }) => tellOfRow(link));
    }
    return true;
  }
  return false;
}

/** One letter does what the control marked with it does, unless somebody is typing. */
function letter({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key.length !== 1 || ctrlKey || metaKey || altKey || isTyping(target) || document.querySelector("dialog[open]"))
    return false;
  return click(`[data-key="${CSS.escape(key.toLowerCase())}"]`);
}

function focus(selector: string): boolean {
  const target = reachable(selector);
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
  return target !== undefined;
}

function click(selector: string): boolean {
  const target = reachable(`dialog[open] ${selector}`) ?? reachable(selector);
  target?.click();
  return target !== undefined;
}

function reachable(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) => element.checkVisibility() && !element.closest("[inert], :disabled"),
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = target.closest("input, textarea, select, [contenteditable]");
  return (
    field !== null &&
    !(field instanceof HTMLInputElement && ["checkbox", "radio", "button", "submit"].includes(field.type))
  );
}
