"use client";

import { useSyncExternalStore } from "react";
import { useTypedAmount } from "@/components/form/use-typed";
import type { Currency } from "@/lib/core/currencies";
import type { BusinessDate } from "@/lib/core/dates";
import { formatDate } from "@/lib/core/dates";
import { isBankError } from "@/lib/core/errors";
import { formatMinor, parseAmount } from "@/lib/core/money";
import { type Allocation, allocate, type InstalmentState } from "@/lib/loans/allocation";

type Props = {
  formId: string;
  currency: Currency;
  on: BusinessDate;
  instalments: readonly InstalmentState[];
  outstandingMinor: bigint;
  /** What the field starts with: shown until scripts run, and where none do. */
  initial: string;
};

/** How the typed amount would be shared out: which instalments it pays, interest before principal, and what stays owed. */
export function AllocationPreview({ formId, currency, on, instalments, outstandingMinor, initial }: Props) {
  const [typed, scripted] = [useTypedAmount(formId, "amount"), useScripted()];
  const parsed = parseAmount(scripted ? typed : initial, currency);
  const shared = parsed.ok ? share(instalments, parsed.minor, currency, on) : [];
  if (typeof shared === "string") return <p className="font-semibold text-danger text-meta">! {shared}</p>;
  const principal = shared.reduce((sum, part) => sum + part.principalMinor, 0n);
  return (
    <dl className="grid gap-3">
      {shared.map((part) => (
        <div key={part.no}>
          <dt className="text-ink-2 text-meta">
            Instalment {part.no}, due {formatDate(dueOf(instalments, part.no))},{" "}
            {part.settles ? "paid in full" : "in part"}
          </dt>
          <Line term="Interest" minor={part.interestMinor} currency={currency} />
          <Line term="Principal" minor={part.principalMinor} currency={currency} />
        </div>
      ))}
      <div>
        <dt className="text-ink-2 text-meta">Outstanding principal</dt>
        <dd className="flex items-baseline gap-1.5 whitespace-nowrap">
          <span>{formatMinor(outstandingMinor, currency)}</span>
          <span aria-hidden="true" className="leader" />
          <span role="img" aria-label="becomes">
            →
          </span>
          <span aria-hidden="true" className="leader" />
          <span className="font-semibold">{formatMinor(outstandingMinor - principal, currency)}</span>
        </dd>
      </div>
    </dl>
  );
}

/** Whether scripts run here: not yet while the page is drawn by the server. */
function useScripted(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}

function Line({ term, minor, currency }: { term: string; minor: bigint; currency: Currency }) {
  return (
    <dd className="flex items-baseline gap-1.5">
      <span>{term}</span>
      <span aria-hidden="true" className="leader" />
      <span>{formatMinor(minor, currency)}</span>
    </dd>
  );
}

/** The bank's own allocation, run here for the preview; the sentence when it would refuse. */
function share(
  instalments: readonly InstalmentState[],
  minor: bigint,
  currency: Currency,
  on: BusinessDate,
): Allocation[] | string {
  try {
    return allocate(instalments, minor, currency, on);
  } catch (error) {
    if (isBankError(error)) return error.sentence;
    throw error;
  }
}

function dueOf(instalments: readonly InstalmentState[], no: number): string {
  return instalments.find((row) => row.no === no)?.dueOn ?? "";
}
