"use client";

import { useField } from "@conform-to/react";
import { type KeyboardEvent, useState, useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/icon";
import type { Currency } from "@/lib/core/currencies";
import { formatMinor, parseAmount } from "@/lib/core/money";
import { type Denomination, denominationName, noteField, worthOf } from "@/lib/core/notes";
import { FieldErrors } from "./field-frame";
import { useTyped, useTypedEach } from "./use-typed";

type CountGridProps = {
  /** The group of fields in the form: `notes`, or `counts.EUR`. */
  name: string;
  caption: string;
  currency: Currency;
  denominations: readonly Denomination[];
  /** The amount field that the count must come to. */
  target?: string;
  /** F4 leads here. */
  f4?: boolean;
};

/** A table that one moves in cell by cell. */
const GRID = { role: "grid" };

/**
 * How many of each note and coin there are, on the keypad alone: digits type, Enter and the arrows move. Beneath runs
 * what they come to, and against an amount whether that matches.
 */
export function CountGrid({ name, caption, currency, denominations, target, f4 = false }: CountGridProps) {
  const [{ formId }] = useField(name);
  const root = name.split(".")[0] as string;
  const [{ id, errors }] = useField(root);
  const [active, setActive] = useState(0);
  const scripted = useScripted();
  const typed = useTypedEach(
    formId,
    denominations.map(({ valueMinor }) => `${name}.${noteField(valueMinor)}`),
  );
  const pieces = denominations.map(({ valueMinor }, at) => [valueMinor.toString(), readPieces(typed[at])] as const);
  const counted = worthOf(Object.fromEntries(pieces.map(([value, quantity]) => [value, quantity ?? 0])));
  const ends = useEnds({ formId, target, currency, counted });

  function walk(event: KeyboardEvent<HTMLTableElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const cells = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input")];
    const next = cells[cells.indexOf(event.target as HTMLInputElement) + step];
    if (event.key === "Enter" && (ends.matches || !next)) leave(event.currentTarget, ends.matches);
    else next?.focus();
  }

  return (
    <div id={target ? id : undefined} tabIndex={-1} className="min-w-0">
      {target ? <FieldErrors id={id} errors={errors} /> : null}
      <table {...GRID} className="book" onKeyDown={walk}>
        <caption className="pb-1 text-start font-semibold">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Note</th>
            <th scope="col" className="num">
              Count
            </th>
            <th scope="col" className="num">
              {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {denominations.map((one, at) => (
            <CountRow
              key={one.valueMinor}
              name={`${name}.${noteField(one.valueMinor)}`}
              {...one}
              currency={currency}
              pieces={pieces[at]?.[1] ?? null}
              tabIndex={scripted && at !== active ? -1 : 0}
              onFocus={() => setActive(at)}
              f4={f4 && at === 0}
            />
          ))}
        </tbody>
        <tfoot>
          <tr className="total-rule">
            <td colSpan={2}>Counted</td>
            <td className="num">{formatMinor(counted, currency)}</td>
          </tr>
        </tfoot>
      </table>
      <p role="status" className={`mt-1.5 flex min-h-6 items-center gap-1.5 font-semibold ${ends.look}`}>
        {ends.icon ? <Icon name={ends.icon} /> : null}
        {ends.words}
      </p>
    </div>
  );
}

type CountRowProps = Denomination & {
  name: string;
  currency: Currency;
  pieces: number | null;
  tabIndex: number;
  onFocus: () => void;
  f4: boolean;
};

function CountRow({ name, valueMinor, kind, currency, pieces, tabIndex, onFocus, f4 }: CountRowProps) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id}>
          {denominationName(valueMinor, currency)}
          {kind === "coin" ? <span className="font-normal text-ink-2"> coin</span> : null}
        </label>
      </th>
      <td className="num">
        <input
          key={key}
          id={id}
          aria-invalid={pieces === null || errors?.length ? true : undefined}
          name={name}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          defaultValue={initialValue}
          tabIndex={tabIndex}
          onFocus={(event) => {
            onFocus();
            event.currentTarget.select();
          }}
          {...(f4 ? { "data-f4": "" } : {})}
          className="h-6.5 w-18 rounded-control border border-control bg-surface px-2 text-end text-ink aria-invalid:border-2 aria-invalid:border-danger"
        />
      </td>
      <td className="num">{pieces ? formatMinor(valueMinor * BigInt(pieces), currency) : "–"}</td>
    </tr>
  );
}

type Ends = { matches: boolean; words: string; look: string; icon: "check" | "alert" | null };

/** How the count ends: what it comes to, and against the typed amount whether that matches. */
function useEnds(count: { formId: string; target: string | undefined; currency: Currency; counted: bigint }): Ends {
  const { formId, target, currency, counted } = count;
  const amount = parseAmount(useTyped(formId, target ?? ""), currency);
  const plain = { matches: false, words: "", look: "text-ink-2", icon: null };
  if (!target || !amount.ok || counted === 0n) return plain;
  const difference = counted - amount.minor;
  const words = `Counted ${formatMinor(counted, currency)}`;
  if (difference === 0n) return { matches: true, words: `${words} — matches`, look: "text-credit", icon: "check" };
  const by = formatMinor(difference > 0n ? difference : -difference, currency);
  return {
    matches: false,
    words: `${words} — ${by} ${difference > 0n ? "over" : "short"}`,
    look: "text-held",
    icon: "alert",
  };
}

/** What was typed as a number of pieces; empty is none, and null is no number. */
function readPieces(typed: string | undefined): number | null {
  const digits = (typed ?? "").trim();
  return digits === "" ? 0 : /^\d{1,6}$/.test(digits) ? Number.parseInt(digits, 10) : null;
}

/** Out of the grid with Enter: once it matches straight to the button, otherwise to whatever comes next in the form. */
function leave(grid: HTMLTableElement, matches: boolean): void {
  const form = grid.closest("form");
  const stops = [
    ...(form?.querySelectorAll<HTMLElement>("input:not([type=hidden]), select, textarea, button[data-submit]") ?? []),
  ].filter((stop) => stop.checkVisibility() && !stop.matches(":disabled, [readonly]") && !grid.contains(stop));
  const after = stops.filter((stop) => grid.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = matches ? after.find((stop) => stop.matches("button")) : after[0];
  next?.focus();
}

const never = () => () => undefined;

/** Whether a script runs: until then every field is a stop of the Tab key, afterwards the grid is one. */
function useScripted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
