import { type CSSProperties, type ReactNode, useId } from "react";
import { Still } from "./still";

type TableProps = {
  /** What the table shows and as of when. */
  caption: ReactNode;
  /** Hides the caption from sight where a heading says the same. */
  captionHidden?: boolean;
  /** Where "Show older" lands. */
  id?: string;
  /**
   * The columns after the first, by name: on a phone each row is then a block with its cells below each other, and
   * nothing scrolls sideways. What spans several columns stands first in its row.
   */
  stacked?: readonly string[];
  children: ReactNode;
};

/** Not every browser lets the keyboard into a scroller by itself. */
const scroller = { tabIndex: 0 };

/** A table drawn on the server. It scrolls inside itself on narrow screens, and the scroller can be reached by keyboard. */
export function DataTable({ caption, captionHidden = false, id, stacked, children }: TableProps) {
  const captionId = useId();
  return (
    <Still
      as="section"
      id={id}
      aria-labelledby={captionId}
      {...scroller}
      className="relative overflow-x-auto print:overflow-visible"
    >
      <table className={stacked ? "book stacked" : "book"} style={stacked && labelsOf(stacked)}>
        <caption id={captionId} className={captionHidden ? "sr-only" : "pb-2 text-start text-ink-2 text-meta"}>
          {caption}
        </caption>
        {children}
      </table>
    </Still>
  );
}

/** The names of columns for `.stacked` in globals.css, once for the table and not in every cell. */
const labelsOf = (columns: readonly string[]): CSSProperties =>
  Object.fromEntries(columns.map((name, at) => [`--column-${at + 2}`, JSON.stringify(name)]));

export function Head({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  );
}

type CellProps = {
  /** Right-aligned digits. */
  num?: boolean;
  /** Money in, by its colour beside the column that says so. */
  credit?: boolean;
  /** Keeps room for words on narrow screens. */
  wide?: boolean;
  width?: string;
  colSpan?: number;
  children?: ReactNode;
};

/** A column's name; `num` sets it over right-aligned digits, and then names the currency or unit. */
export function Th({ children, ...cell }: CellProps) {
  return (
    <th scope="col" {...attributes(cell)}>
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
  const look = [selected ? "bg-selected" : "", quiet ? "text-ink-2" : "", spine ? spines[spine] : ""].join(" ").trim();
  return (
    <tr
      {...(id ? { id } : {})}
      {...(selected ? { "aria-current": "true" } : {})}
      {...(look ? { className: look } : {})}
    >
      {children}
    </tr>
  );
}

export function Td({ children, ...cell }: CellProps) {
  return <td {...attributes(cell)}>{children}</td>;
}

/** The cell that names its row. */
export function RowHead({ width, wide, children }: { width?: string; wide?: boolean; children: ReactNode }) {
  return (
    <th scope="row" {...attributes({ width, wide })}>
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
      <tr className="total-rule">{children}</tr>
    </tfoot>
  );
}

/**
 * Only what differs from the table's own style (`.book` in globals.css): a page sends each cell twice, once to be seen
 * and once for the browser's script, and a hundred cells are most of a list.
 */
function attributes({ num, credit, wide, width, colSpan }: Omit<CellProps, "children">) {
  return {
    ...(num ? { className: credit ? "num text-credit" : "num" } : wide ? { className: "wide" } : {}),
    ...(width ? { style: { width } } : {}),
    ...(colSpan ? { colSpan } : {}),
  };
}
