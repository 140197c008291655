"use client";

import { useTyped, useTypedAmount } from "@/components/form/use-typed";
import type { Currency } from "@/lib/core/currencies";
import { type FeeTerms, feeOn } from "@/lib/core/fee";
import { formatMinor, parseAmount } from "@/lib/core/money";

export type Change = {
  label: string;
  beforeMinor: bigint;
  /** What the typed amount does to it: adds, takes away, or nothing. */
  effect: "adds" | "takes" | "none";
  /** Beneath, such as "Limit 10,000.00". */
  note?: string;
  /** The fee of the movement is taken from it. */
  bearsFee?: true;
  /** The least it may become; below it the line says so. */
  floorMinor?: bigint;
};

type WhatThisChangesProps = {
  formId: string;
  field?: string;
  currency: Currency;
  changes: readonly Change[];
  /** What the movement costs the account whose lines say `bearsFee`. */
  fee?: FeeTerms | null;
};

/** The figures before and after what is being typed, while it is typed. Nothing here is booked; the answer of the bank decides. */
export function WhatThisChanges({ formId, field = "amount", currency, changes, fee }: WhatThisChangesProps) {
  const parsed = parseAmount(useTypedAmount(formId, field), currency);
  const waived = useTyped(formId, "waive").trim() !== "";
  const amount = parsed.ok ? parsed.minor : 0n;
  const charged = parsed.ok ? feeOn(fee ?? undefined, amount) : 0n;
  return (
    <dl className="grid gap-3">
      {charged > 0n ? <FeeLine minor={charged} currency={currency} waived={waived} /> : null}
      {changes.map((change) => (
        <Line
          key={change.label}
          change={change}
          amount={amount}
          fee={change.bearsFee && !waived ? charged : 0n}
          currency={currency}
        />
      ))}
    </dl>
  );
}

function FeeLine({ minor, currency, waived }: { minor: bigint; currency: Currency; waived: boolean }) {
  return (
    <div className="flex items-baseline gap-1.5 border-rule border-b pb-2">
      <dt className="text-ink-2">Fee</dt>
      <span aria-hidden="true" className="leader" />
      <dd className="whitespace-nowrap font-semibold">
        {waived ? `${formatMinor(minor, currency)}, waived` : formatMinor(minor, currency)}
      </dd>
    </div>
  );
}

type LineProps = { change: Change; amount: bigint; fee: bigint; currency: Currency };

function Line({ change, amount, fee, currency }: LineProps) {
  const { label, beforeMinor, effect, note, floorMinor } = change;
  const moved = effect === "adds" ? amount : effect === "takes" ? -amount : 0n;
  const after = beforeMinor + moved - fee;
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
