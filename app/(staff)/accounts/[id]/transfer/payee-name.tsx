"use client";

import { useEffect, useState } from "react";
import { useTyped } from "@/components/form/use-typed";
import { Icon } from "@/components/ui/icon";
import type { FoundPayee } from "@/lib/payments/counter-payees";

type Answer = { iban: string; payee: FoundPayee | null; sentence: string | null };

const SHORTEST_IBAN = 15;

/** Whose account the typed IBAN is, as soon as it is whole: the teller reads the name to the customer before posting. */
export function PayeeName({ formId, field }: { formId: string; field: string }) {
  const iban = useTyped(formId, field)
    .replace(/[\s.-]/g, "")
    .toUpperCase();
  const answer = usePayee(iban.length >= SHORTEST_IBAN ? iban : "");
  const payee = answer?.payee;
  return (
    <p role="status" className="-mt-2 min-h-5 text-meta">
      {payee?.active ? (
        <span className="inline-flex items-center gap-1.5 font-semibold text-accent">
          <Icon name="check" />
          <span>
            <bdi>{payee.owner}</bdi>, {payee.currency}
          </span>
        </span>
      ) : answer ? (
        <span className="text-held">{payee ? `The account of ${payee.owner} is not active.` : answer.sentence}</span>
      ) : null}
    </p>
  );
}

function usePayee(iban: string): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (!iban) return;
    const asked = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/accounts/payee?iban=${encodeURIComponent(iban)}`, { signal: asked.signal });
        if (response.ok) setAnswer({ ...(await response.json()), iban });
      } catch {
        // Without an answer nothing is claimed; posting checks the account itself.
      }
    }, 120);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [iban]);
  return answer?.iban === iban ? answer : null;
}
