"use client";

import { useEffect, useState } from "react";
import { useTyped } from "@/components/form/use-typed";
import { Panel } from "@/components/layout/panel";
import type { QuoteAnswer } from "@/lib/loans/quote";
import { QuoteFigures } from "./quote-figures";

type Props = {
  formId: string;
  /** The product, where the form does not ask for it. */
  product?: string;
  /** What the page has worked out already, for who has no scripts and for the first sight. */
  initial: QuoteAnswer | null;
};

const DEBOUNCE_MS = 200;

/** Instalment, cost and annual percentage rate while amount and term are typed. */
export function LiveQuote({ formId, product, initial }: Props) {
  const [amount, termMonths, chosen] = [
    useTyped(formId, "amount"),
    useTyped(formId, "termMonths"),
    useTyped(formId, "product"),
  ];
  const [answer, setAnswer] = useState(initial);
  const asked = new URLSearchParams({ product: product ?? chosen, amount, termMonths }).toString();
  const complete = amount.trim() !== "" && termMonths.trim() !== "";

  useEffect(() => {
    if (!complete) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      askBank(asked, abort.signal).then(setAnswer, () => undefined);
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, complete]);

  return (
    <Panel title="What it costs">
      <div aria-live="polite">
        <QuoteFigures answer={complete ? answer : initial} working={complete} />
      </div>
    </Panel>
  );
}

async function askBank(query: string, signal: AbortSignal): Promise<QuoteAnswer | null> {
  const response = await fetch(`/loans/quote?${query}`, { signal });
  return response.ok ? ((await response.json()) as QuoteAnswer) : null;
}
