import { Still } from "@/components/ui/still";
import { placeAt, placeLink } from "./places";

export type NavGroup = { label: string | null; items: readonly { href: string; label: string; count?: number }[] };

type RailProps = { groups: readonly NavGroup[]; path: string };

/** The left rail: only the places that are open to this person. On narrow screens it is a row above the page. */
export function Rail({ groups, path }: RailProps) {
  const here = placeAt(
    groups.flatMap(({ items }) => items),
    path,
  );
  return (
    <Still
      as="nav"
      aria-label="Places"
      data-places=""
      className="overflow-x-auto border-rule border-b bg-paper px-2 py-1 md:overflow-visible md:border-e md:border-b-0 md:py-3"
    >
      <div className="flex gap-px md:sticky md:top-3 md:min-h-[calc(100dvh-4.125rem)] md:flex-col">
        {groups.map(({ label, items }) => (
          <div key={label ?? ""} className="flex gap-px md:mt-2 md:flex-col md:first:mt-0">
            {label ? <h2 className="mx-2 mt-1 mb-0.5 hidden text-ink-2 text-meta md:block">{label}</h2> : null}
            {items.map(({ href, label: name, count }) => (
              <a key={href} {...placeLink({ href }, here)} className="place">
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
            className="rail-key"
          >
            Commands <kbd className="font-mono">Ctrl K</kbd>
          </button>
          <button
            type="button"
            data-keys=""
            data-key="?"
            aria-haspopup="dialog"
            aria-keyshortcuts="?"
            className="rail-key"
          >
            Keys <kbd className="font-mono">?</kbd>
          </button>
        </div>
      </div>
    </Still>
  );
}
