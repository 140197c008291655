import { type ReactNode, useId } from "react";

type TableProps = {
  /** What the table shows and as of when. */
  caption: ReactNode;
  /** Hides the caption from sight where a heading says the same. */
  captionHidden?: boolean;
  /** Where "Show older" lands. */
  id?: string;
  children: ReactNode;
};

/** Not every browser lets the keyboard into a scroller by itself. */
const scroller = { tabIndex: 0 };

/** A table drawn on the server. It scrolls inside itself on narrow screens, and the scroller can be reached by keyboard. */
export function DataTable({ caption, captionHidden = false, id, children }: TableProps) {
  const captionId = useId();
  return (
    <section
      id={id}
      aria-labelledby={captionId}
      {...scroller}
      className="relative overflow-x-auto print:overflow-visible"
    >
      <table className="w-full border-collapse">
        <caption id={captionId} className={captionHidden ? "sr-only" : "pb-2 text-start text-ink-2 text-meta"}>
          {caption}
        </caption>
        {children}
      </table>
    </section>
  );
}

export function Head({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr className="h-(--row) bg-sunken">{children}</tr>
    </thead>
  );
}

type CellProps = { num?: boolean; width?: string; colSpan?: number; children?: ReactNode };

/** A column's name; `num` sets it over right-aligned digits, and then names the currency or unit. */
export function Th({ num = false, width, colSpan, children }: CellProps) {
  return (
    <th
      scope="col"
      colSpan={colSpan}
      style={width ? { width } : undefined}
      className={`px-2.5 py-1 font-semibold text-meta ${align(num)}`}
    >
      {children}
    </th>
  );
}

const spines = {
  ok: "shadow-[inset_3px_0_0_var(--color-accent)] rtl:shadow-[inset_-3px_0_0_var(--color-accent)]",
  held: "shadow-[inset_3px_0_0_var(--color-held)] rtl:shadow-[inset_-3px_0_0_var(--color-held)]",
  danger: "shadow-[inset_3px_0_0_var(--color-danger)] rtl:shadow-[inset_-3px_0_0_var(--color-danger)]",
  second: "shadow-[inset_3px_0_0_var(--color-second)] rtl:shadow-[inset_-3px_0_0_var(--color-second)]",
} as const;

export type Spine = keyof typeof spines;

type RowProps = { spine?: Spine | null; selected?: boolean; quiet?: boolean; id?: string; children: ReactNode };

/** A row; its spine repeats in colour what an icon and a word in the row say. */
export function Row({ spine, selected = false, quiet = false, id, children }: RowProps) {
  const look = `${selected ? "bg-selected" : ""} ${quiet ? "text-ink-2" : ""} ${spine ? spines[spine] : ""}`;
  return (
    <tr id={id} aria-current={selected ? "true" : undefined} className={`h-(--row) border-rule border-b ${look}`}>
      {children}
    </tr>
  );
}

export function Td({ num = false, width, colSpan, children }: CellProps) {
  return (
    <td colSpan={colSpan} style={width ? { width } : undefined} className={`px-2.5 py-1 align-middle ${align(num)}`}>
      {children}
    </td>
  );
}

/** The cell that names its row. */
export function RowHead({ width, children }: { width?: string; children: ReactNode }) {
  return (
    <th scope="row" style={width ? { width } : undefined} className="px-2.5 py-1 text-start align-middle font-normal">
      {children}
    </th>
  );
}

/** A second, quieter line inside a cell. */
export function SubLine({ children }: { children: ReactNode }) {
  return <div className="text-ink-2 text-meta/4">{children}</div>;
}

/** Totals: a single rule above, a double rule below. */
export function TotalsRow({ children }: { children: ReactNode }) {
  return (
    <tfoot>
      <tr className="total-rule h-(--row) border-t border-t-ink font-semibold">{children}</tr>
    </tfoot>
  );
}

function align(num: boolean): string {
  return num ? "text-end whitespace-nowrap" : "text-start";
}
