"use client";

import { useTypedAmount } from "@/components/form/use-typed";
import { Callout } from "@/components/ui/callout";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney, parseAmount } from "@/lib/core/money";

type SecondPersonNoteProps = {
  formId: string;
  currency: Currency;
  perTransactionMinor: bigint | null;
  leftMinor: bigint | null;
  /** From which amounts who must agree, the smallest first. */
  rungs: readonly { fromMinor: bigint; who: string }[];
  /** The amount, where it stands and is not typed. */
  minor?: bigint | undefined;
};

/** Says before it is sent, while the amount is typed, that it is beyond the person's limit, or that somebody else must agree to it. */
export function SecondPersonNote({
  formId,
  currency,
  perTransactionMinor,
  leftMinor,
  rungs,
  minor: fixed,
}: SecondPersonNoteProps) {
  const parsed = parseAmount(useTypedAmount(formId, "amount"), currency);
  const minor = fixed ?? (parsed.ok ? parsed.minor : 0n);
  const spoken = (amount: bigint) => formatMoney({ minor: amount, currency });
  const over = perTransactionMinor !== null && minor > perTransactionMinor;
  const overDay = leftMinor !== null && minor > leftMinor;
  const rung = rungs.findLast(({ fromMinor }) => minor >= fromMinor);
  return (
    <div aria-live="polite">
      {over ? (
        <Callout tone="danger" title={`Over your limit of ${spoken(perTransactionMinor)}`}>
          A colleague with a higher limit can do this.
        </Callout>
      ) : overDay ? (
        <Callout tone="danger" title={`${spoken(leftMinor)} of your limit for today is left`}>
          A colleague with a higher limit can do this.
        </Callout>
      ) : rung && minor > 0n ? (
        <Callout tone="second" title="Needs a second person">
          From {spoken(rung.fromMinor)} a {rung.who} must agree. Nothing is posted until then.
        </Callout>
      ) : null}
    </div>
  );
}
