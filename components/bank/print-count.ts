import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

/** How a paper stands: how often it was printed, and what is leaving the printer right now. */
type Paper = { prints: number; now: number | "uncounted" | null };

const papers = new Map<string, Paper>();
const listeners = new Set<() => void>();

function set(reference: string, paper: Paper): void {
  papers.set(reference, paper);
  // What is printed is what stands on the page by the end of the event.
  flushSync(() => {
    for (const listener of listeners) listener();
  });
}

/** The prints of a paper: as the page said, and as they go on here. */
export function usePrints(reference: string, prints: number): Paper {
  const known = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => papers.get(reference),
    () => undefined,
  );
  if (!known) return { prints, now: null };
  return { ...known, prints: Math.max(known.prints, prints) };
}

/**
 * Counts a print at the bank before the paper is drawn: the browser waits for the number, because it prints whatever stands
 * on the page once this has returned. A print that begins while one is counted is that one.
 */
export function beginPrint(reference: string, shown: number): void {
  const { prints = 0, now = null } = papers.get(reference) ?? {};
  if (now !== null) return;
  const no = askForNumber(reference);
  set(reference, { prints: no === null ? Math.max(prints, shown) : no + 1, now: no ?? "uncounted" });
}

/** The paper has left: whatever follows is a copy. */
export function endPrint(reference: string): void {
  const paper = papers.get(reference);
  if (paper && paper.now !== null) set(reference, { ...paper, now: null });
}

function askForNumber(reference: string): number | null {
  try {
    const request = new XMLHttpRequest();
    request.open("POST", `/receipts/${encodeURIComponent(reference)}/print`, false);
    request.setRequestHeader("content-type", "text/plain");
    request.send(crypto.randomUUID());
    const { no } = JSON.parse(request.responseText) as { no?: unknown };
    return typeof no === "number" ? no : null;
  } catch {
    return null;
  }
}
