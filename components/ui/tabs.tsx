export type Tab = { href: string; label: string; count?: number; current?: boolean };

type TabsProps = {
  label: string;
  tabs: readonly Tab[];
  /** Each is a view of the same form: what was typed in one stands in the next. */
  keepsTyped?: boolean;
};

/** Views of one thing, each with its own address. */
export function Tabs({ label, tabs, keepsTyped = false }: TabsProps) {
  return (
    <nav aria-label={label} className="mb-4 flex flex-wrap gap-x-6 border-rule border-b" data-no-print="">
      {tabs.map(({ href, label: name, count, current }) => (
        <a
          key={href}
          href={href}
          aria-current={current ? "page" : undefined}
          data-keeps-typed={keepsTyped ? "" : undefined}
          className={`-mb-px flex min-h-(--control) items-center gap-2 border-b-3 no-underline ${current ? "border-accent font-semibold text-accent" : "border-transparent text-ink hover:border-rule"}`}
        >
          {name}
          {count === undefined ? null : <span className="text-ink-2 text-meta">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
