"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { KeySheet } from "./key-sheet";

export type NavGroup = { label: string | null; items: readonly { href: string; label: string; count?: number }[] };

const place =
  "flex min-h-[1.875rem] items-center justify-between gap-2 whitespace-nowrap rounded-control px-2 py-1 text-ink no-underline";

/** The left rail: only the places that are open to this person. On narrow screens it is a row above the page. */
export function Rail({ groups }: { groups: readonly NavGroup[] }) {
  const path = usePathname();
  const within = groups
    .flatMap(({ items }) => items.map(({ href }) => href))
    .filter((href) => path === href || path.startsWith(`${href}/`));
  // Of /settings and /settings/staff the longer one is the place.
  const current = within.sort((a, b) => b.length - a.length)[0];
  const nav = useRef<HTMLElement>(null);
  // Where the places are a row, the one at hand comes into its middle.
  useEffect(() => {
    const [row, here] = [nav.current, nav.current?.querySelector(`a[href="${current}"]`)];
    if (!row || !here) return;
    const [outer, inner] = [row.getBoundingClientRect(), here.getBoundingClientRect()];
    row.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  }, [current]);
  return (
    <nav
      ref={nav}
      aria-label="Places"
      className="overflow-x-auto border-rule border-b bg-paper px-2 py-1 md:overflow-visible md:border-e md:border-b-0 md:py-3"
    >
      <div className="flex gap-px md:sticky md:top-3 md:min-h-[calc(100dvh-4.125rem)] md:flex-col">
        {groups.map(({ label, items }) => (
          <div key={label ?? ""} className="flex gap-px md:mt-2 md:flex-col md:first:mt-0">
            {label ? <h2 className="mx-2 mt-1 mb-0.5 hidden text-ink-2 text-meta md:block">{label}</h2> : null}
            {items.map(({ href, label: name, count }) => (
              <a
                key={href}
                href={href}
                aria-current={href === current ? "page" : undefined}
                className={`${place} ${href === current ? "bg-selected font-semibold text-accent!" : "hover:bg-sunken"}`}
              >
                {name}
                {count ? <span className="font-semibold text-second">{count}</span> : null}
              </a>
            ))}
          </div>
        ))}
        <div className="hidden md:mt-auto md:block">
          <button
            type="button"
            data-palette=""
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            className="min-h-8 w-full cursor-pointer px-2 text-start text-ink-2 text-meta"
          >
            Commands <kbd className="font-mono">Ctrl K</kbd>
          </button>
          <KeySheet singleKeys className="min-h-8 w-full cursor-pointer px-2 text-start text-ink-2 text-meta" />
        </div>
      </div>
    </nav>
  );
}
