"use client";

import { useTyped } from "@/components/form/use-typed";
import type { Currency } from "@/lib/core/currencies";
import { formatMinor, parseAmount } from "@/lib/core/money";

export type Change = {
  label: string;
  beforeMinor: bigint;
  /** What the typed amount does to it: adds, takes away, or nothing. */
  effect: "adds" | "takes" | "none";
  /** Beneath, such as "Limit 10,000.00". */
  note?: string;
  /** The least it may become; below it the line says so. */
  floorMinor?: bigint;
};

type WhatThisChangesProps = { formId: string; field?: string; currency: Currency; changes: readonly Change[] };

/** The figures before and after what is being typed, while it is typed. Nothing here is booked; the answer of the bank decides. */
export function WhatThisChanges({ formId, field = "amount", currency, changes }: WhatThisChangesProps) {
  const parsed = parseAmount(useTyped(formId, field), currency);
  const amount = parsed.ok ? parsed.minor : 0n;
  return (
    <dl className="grid gap-3">
      {changes.map((change) => (
        <Line key={change.label} change={change} amount={amount} currency={currency} />
      ))}
    </dl>
  );
}

function Line({ change, amount, currency }: { change: Change; amount: bigint; currency: Currency }) {
  const { label, beforeMinor, effect, note, floorMinor } = change;
  const after = effect === "adds" ? beforeMinor + amount : effect === "takes" ? beforeMinor - amount : beforeMinor;
  const short = floorMinor !== undefined && after < floorMinor ? floorMinor - after : 0n;
  return (
    <div>
      <dt className="text-ink-2 text-meta">{label}</dt>
      <dd className="flex items-baseline gap-1.5 whitespace-nowrap">
        <span>{formatMinor(beforeMinor, currency)}</span>
        <span aria-hidden="true" className="leader" />
        <span role="img" aria-label="becomes">
          →
        </span>
        <span aria-hidden="true" className="leader" />
        <span className={`font-semibold ${short > 0n ? "text-danger" : ""}`}>{formatMinor(after, currency)}</span>
      </dd>
      {short > 0n ? (
        <dd className="mt-1 font-semibold text-danger text-meta">! {formatMinor(short, currency)} short</dd>
      ) : note ? (
        <dd className="mt-1 text-ink-2 text-meta">{note}</dd>
      ) : null}
    </div>
  );
}
