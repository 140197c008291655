"use client";

import { useCallback, useSyncExternalStore } from "react";

/** What stands in a field of a form right now, wherever on the page it is asked for. Empty on the server. */
export function useTyped(formId: string, name: string): string {
  const read = useCallback(() => typedValue(formId, name), [formId, name]);
  return useSyncExternalStore(subscribe, read, () => "");
}

/** Tells whoever shows typed values that a program changed one. */
export function announceTyped(): void {
  document.dispatchEvent(new Event("input"));
}

function subscribe(changed: () => void): () => void {
  // A reset puts the values back only after its event.
  const later = () => queueMicrotask(changed);
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("reset", later);
  return () => {
    document.removeEventListener("input", changed);
    document.removeEventListener("change", changed);
    document.removeEventListener("reset", later);
  };
}

function typedValue(formId: string, name: string): string {
  const form = document.getElementById(formId);
  const field = form instanceof HTMLFormElement ? form.elements.namedItem(name) : null;
  return field !== null && "value" in field && typeof field.value === "string" ? field.value : "";
}
