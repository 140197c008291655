"use client";

import { useField } from "@conform-to/react";
import { type KeyboardEvent, useEffect, useState, useSyncExternalStore } from "react";
import { NoteName } from "@/components/bank/note-name";
import { Icon } from "@/components/ui/icon";
import type { Currency } from "@/lib/core/currencies";
import { formatCount } from "@/lib/core/format-count";
import { formatMinor, parseAmount } from "@/lib/core/money";
import { type Denomination, type Notes, noteField, worthOf } from "@/lib/core/notes";
import { suggestNotes } from "@/lib/core/suggest-notes";
import { FieldErrors } from "./field-frame";
import { announceTyped, useTypedAmount, useTypedEach } from "./use-typed";

type CountGridProps = {
  /** The group of fields in the form: `notes`, or `counts.EUR`. */
  name: string;
  caption: string;
  currency: Currency;
  denominations: readonly Denomination[];
  /** The amount field that the count must come to. */
  target?: string;
  /** How many of each there are to give: a mix for the amount is suggested from them until somebody types. */
  stock?: Notes;
  /** F4 leads here. */
  f4?: boolean;
};

/** A table that one moves in cell by cell. */
const GRID = { role: "grid" };

/**
 * How many of each note and coin there are, on the keypad alone: digits type, Enter and the arrows move. Beneath runs
 * what they come to, and against an amount whether that matches.
 */
export function CountGrid({ name, caption, currency, denominations, target, stock, f4 = false }: CountGridProps) {
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
  const mix = useSuggestion({ formId, name, target, currency, denominations, stock });

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
      <table {...GRID} className="book counting" onKeyDown={walk} onInput={mix.touch}>
        <caption className="pb-1 text-start font-semibold">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Note</th>
            {stock ? (
              <th scope="col" className="num">
                On hand
              </th>
            ) : null}
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
              there={stock ? (stock[one.valueMinor.toString()] ?? 0) : null}
              tabIndex={scripted && at !== active ? -1 : 0}
              onFocus={() => setActive(at)}
              f4={f4 && at === 0}
            />
          ))}
        </tbody>
        <tfoot>
          <tr className="total-rule">
            <td colSpan={stock ? 3 : 2}>Counted</td>
            <td className="num">{formatMinor(counted, currency)}</td>
          </tr>
        </tfoot>
      </table>
      <p role="status" className={`mt-1.5 flex min-h-6 items-center gap-1.5 font-semibold ${ends.look}`}>
        {ends.icon ? <Icon name={ends.icon} /> : null}
        {mix.missing ? "No notes on hand come to this amount" : ends.words}
      </p>
      {stock && mix.touched ? (
        <button type="button" onClick={mix.suggest} className="link min-h-6 cursor-pointer">
          Suggest the notes again
        </button>
      ) : null}
    </div>
  );
}

type CountRowProps = Denomination & {
  name: string;
  currency: Currency;
  pieces: number | null;
  /** How many there are to give, where that is known. */
  there: number | null;
  tabIndex: number;
  onFocus: () => void;
  f4: boolean;
};

function CountRow({ name, valueMinor, kind, currency, pieces, there, tabIndex, onFocus, f4 }: CountRowProps) {
  const lacks = there !== null && pieces !== null && pieces > there;
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id} className="whitespace-nowrap">
          <NoteName valueMinor={valueMinor} kind={kind} currency={currency} />
        </label>
      </th>
      {there === null ? null : <td className="num text-ink-2">{formatCount(there)}</td>}
      <td className="num">
        <input
          key={key}
          id={id}
          aria-invalid={pieces === null || lacks || errors?.length ? true : undefined}
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
          className="h-6 w-18 rounded-control border border-control bg-surface px-2 text-end text-ink aria-invalid:border-2 aria-invalid:border-danger"
        />
      </td>
      <td className="num">{pieces ? formatMinor(valueMinor * BigInt(pieces), currency) : "–"}</td>
    </tr>
  );
}

type Suggestion = {
  touched: boolean;
  /** An amount is there, and the stock cannot make it. */
  missing: boolean;
  touch: () => void;
  suggest: () => void;
};

/** Fills in notes that come to the typed amount, as long as nobody has typed a count; what was typed stays. */
function useSuggestion(
  grid: Pick<CountGridProps, "name" | "target" | "currency" | "denominations" | "stock"> & { formId: string },
): Suggestion {
  const { formId, name, target, currency, denominations, stock } = grid;
  const [{ initialValue }] = useField<string | Record<string, string>>(name);
  const kept = typeof initialValue === "object" && Object.values(initialValue).some((one) => one);
  const [touched, setTouched] = useState(false);
  const typed = useTypedAmount(formId, target ?? "");
  const amount = stock && target ? parseAmount(typed, currency) : null;
  const mix = stock && amount?.ok ? suggestNotes(amount.minor, stock) : null;
  const filled = mix ? JSON.stringify(mix) : "";
  const open = stock !== undefined && !touched && !kept;

  useEffect(() => {
    if (open) fillIn(formId, name, denominations, filled);
  }, [open, formId, name, denominations, filled]);

  return {
    touched: touched || kept,
    missing: open && amount?.ok === true && mix === null,
    touch: () => setTouched(true),
    suggest() {
      fillIn(formId, name, denominations, filled);
      setTouched(false);
    },
  };
}

function fillIn(formId: string, name: string, denominations: readonly Denomination[], mix: string): void {
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement)) return;
  const notes: Notes = mix === "" ? {} : JSON.parse(mix);
  for (const { valueMinor } of denominations) {
    const field = form.elements.namedItem(`${name}.${noteField(valueMinor)}`);
    if (field instanceof HTMLInputElement) field.value = String(notes[valueMinor.toString()] ?? "");
  }
  announceTyped();
}

type Ends = { matches: boolean; words: string; look: string; icon: "check" | "alert" | null };

/** How the count ends: what it comes to, and against the typed amount whether that matches. */
function useEnds(count: { formId: string; target: string | undefined; currency: Currency; counted: bigint }): Ends {
  const { formId, target, currency, counted } = count;
  const amount = parseAmount(useTypedAmount(formId, target ?? ""), currency);
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
