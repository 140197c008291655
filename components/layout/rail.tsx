import type { ReactNode } from "react";
import { NavLink } from "./nav-link";

export type NavGroup = { label: string | null; items: readonly { href: string; label: string; count?: number }[] };

/** The left rail: only the places that are open to this person. On narrow screens it is a row above the page. */
export function Rail({ groups, foot }: { groups: readonly NavGroup[]; foot?: ReactNode }) {
  const hrefs = groups.flatMap(({ items }) => items.map(({ href }) => href));
  return (
    <nav
      aria-label="Places"
      className="overflow-x-auto border-rule border-b bg-paper px-2 py-1 md:overflow-visible md:border-e md:border-b-0 md:py-3"
    >
      <div className="flex gap-px md:sticky md:top-3 md:min-h-[calc(100dvh-4.125rem)] md:flex-col">
        {groups.map(({ label, items }) => (
          <div key={label ?? ""} className="flex gap-px md:mt-2 md:flex-col md:first:mt-0">
            {label ? <h2 className="mx-2 mt-1 mb-0.5 hidden text-ink-2 text-meta md:block">{label}</h2> : null}
            {items.map(({ href, label: name, count }) => (
              <NavLink
                key={href}
                href={href}
                except={hrefs.filter((other) => other.startsWith(`${href}/`))}
                className="flex min-h-[1.875rem] items-center justify-between gap-2 whitespace-nowrap rounded-control px-2 py-1 text-ink no-underline"
                currentClassName="bg-selected font-semibold text-accent!"
                otherClassName="hover:bg-sunken"
              >
                {name}
                {count ? <span className="font-semibold text-second">{count}</span> : null}
              </NavLink>
            ))}
          </div>
        ))}
        {foot ? <div className="hidden md:mt-auto md:block">{foot}</div> : null}
      </div>
    </nav>
  );
}
