"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";

/**
 * Follows the plain links of a page without loading the frame anew. One listener instead of a component per link: a
 * statement has thirty links, and each would be drawn, sent and woken by itself. Without scripts a link is a link.
 */
export function SoftLinks() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const href = softHref(event);
      if (href === null) return;
      event.preventDefault();
      startTransition(() => router.push(href));
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);
  return null;
}

/** Where a click leads within the bank's pages; null for what the browser has to do by itself. */
function softHref(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return null;
  const to = new URL(link.href);
  if (to.origin !== window.location.origin) return null;
  const here = window.location;
  const samePlace = to.pathname === here.pathname && to.search === here.search && to.hash !== "";
  return samePlace ? null : to.pathname + to.search + to.hash;
}
