"use client";

import { useCallback, useSyncExternalStore } from "react";
import { withPoint } from "@/lib/core/decimal-mark";

/** What stands in a field of a form right now, wherever on the page it is asked for. Empty on the server. */
export function useTyped(formId: string, name: string): string {
  const read = useCallback(() => typedValue(formId, name), [formId, name]);
  return useSyncExternalStore(subscribe, read, () => "");
}

/** An amount as it stands in a field right now, with a point before its decimals whatever mark the person types. */
export function useTypedAmount(formId: string, name: string): string {
  const typed = useTyped(formId, name);
  return typed === "" ? typed : withPoint(typed, document.documentElement.dataset.decimal === "," ? "," : ".");
}

/** What stands in several fields of a form right now, in their order. */
export function useTypedEach(formId: string, names: readonly string[]): readonly string[] {
  const list = names.join("\n");
  const read = useCallback(
    () =>
      list
        .split("\n")
        .map((name) => typedValue(formId, name))
        .join("\n"),
    [formId, list],
  );
  return useSyncExternalStore(subscribe, read, () => "").split("\n");
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
