"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ComponentType, lazy, startTransition, useEffect, useRef, useState } from "react";
import { copyText } from "./copy-text";
import { type Keys, leaveRows, listenForKeys } from "./keyboard";
import { markPlaces } from "./places";
import { softForm, softHref } from "./soft-ways";

// No page carries the sheet before somebody asks for it; whoever cannot load it then keeps the page and what is typed in it.
const KeySheet = lazy(async (): Promise<{ default: ComponentType<Keys> }> => {
  const sheet = await import("./key-sheet").catch(() => null);
  return { default: sheet?.KeySheet ?? (() => null) };
});

/**
 * What lives in the frame: keys, links and searches that keep it, copying, the mark of the place at hand. The frame itself
 * is text; what its parts do stands in their attributes, so that a page wakes one component and not one for each of them.
 */
export function PageLife({ singleKeys }: Keys) {
  const [sheets, setSheets] = useState(0);
  useSoftWays();
  usePlace();
  useFirstRow();
  useEffect(() => {
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element)) return;
      if (target.closest("[data-keys]")) setSheets((count) => count + 1);
      const copied = target.closest<HTMLElement>("[data-copy]");
      if (copied) void copyText(copied);
    };
    window.addEventListener("click", onClick);
    return () => window.removeEventListener("click", onClick);
  }, []);
  // Last, because a key pressed before all this lived clicks what the others answer.
  useEffect(() => listenForKeys({ singleKeys }), [singleKeys]);
  return sheets > 0 ? <KeySheet key={sheets} singleKeys={singleKeys} /> : null;
}

/** Follows plain links and sends plain searches without loading the frame anew. Without scripts they are what they are. */
function useSoftWays(): void {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent | SubmitEvent) => {
      const href = event instanceof MouseEvent ? softHref(event) : softForm(event);
      if (href === null) return;
      event.preventDefault();
      startTransition(() => router.push(href));
    };
    document.addEventListener("click", follow);
    document.addEventListener("submit", follow);
    return () => {
      document.removeEventListener("click", follow);
      document.removeEventListener("submit", follow);
    };
  }, [router]);
}

function usePlace(): void {
  const path = usePathname();
  const query = useSearchParams().toString();
  useEffect(() => markPlaces(path), [path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are the place that is left
  useEffect(() => leaveRows, [path, query]);
}

/** After a step to older or newer rows, the reader stands on the first of them. */
function useFirstRow(): void {
  const query = useSearchParams();
  const path = usePathname();
  const cursor = query.get("older") ?? query.get("newer") ?? "";
  const before = useRef({ path, cursor });
  useEffect(() => {
    const stepped = before.current.path === path && before.current.cursor !== cursor;
    before.current = { path, cursor };
    const table = stepped && document.getElementById(window.location.hash.slice(1));
    const row = table ? table.querySelector<HTMLElement>("tbody tr") : null;
    if (!row) return;
    row.tabIndex = -1;
    row.focus();
  }, [path, cursor]);
}
