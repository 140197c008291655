import type { KeyboardEvent } from "react";

const STOPS = "input:not([type=hidden]), select, textarea, button[data-submit]";

/** In a form that moves money, Enter goes to the next field; the last stop is the named button, where Enter presses it. */
export function enterAdvances(event: KeyboardEvent<HTMLFormElement>): void {
  const { key, target, ctrlKey, metaKey, currentTarget } = event;
  if (key !== "Enter" || ctrlKey || metaKey || event.nativeEvent.isComposing) return;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  const stops = [...currentTarget.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => stop.checkVisibility() && !stop.matches(":disabled, [readonly], [tabindex='-1']"),
  );
  const next = stops[stops.indexOf(target) + 1];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}
