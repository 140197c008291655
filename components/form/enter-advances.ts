import type { KeyboardEvent } from "react";

const STOPS = "input:not([type=hidden]), select, textarea, button[data-submit]";

/**
 * In a form that moves money, Enter goes to the next field that must be filled, past those that may stay empty; the last
 * stop is the named button, where Enter presses it.
 */
export function enterAdvances(event: KeyboardEvent<HTMLFormElement>): void {
  const { key, target, ctrlKey, metaKey, currentTarget } = event;
  if (key !== "Enter" || ctrlKey || metaKey || event.nativeEvent.isComposing) return;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  const at = target;
  const stops = [...currentTarget.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) =>
      stop === at ||
      (stop.checkVisibility() && !stop.matches(":disabled, [readonly], [tabindex='-1']") && !passedBy(stop)),
  );
  const next = stops[stops.indexOf(target) + 1];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}

/** Beside a count, fields that may stay empty are for the Tab key: the hand on the keypad goes from the amount to the notes. */
function passedBy(stop: HTMLElement): boolean {
  return stop.closest("[data-tab-only]") !== null;
}
