"use client";

import { useFormMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import type { Currency } from "@/lib/core/currencies";
import { parseAmount } from "@/lib/core/money";
import { useTypedAmount } from "./use-typed";

type AskedFromProps = {
  formId: string;
  currency: Currency;
  fromMinor: bigint;
  /** What is asked, as its heading says it. */
  title: string;
  /** The fields inside; a refusal at one of them shows the question where no script counts the amount. */
  names: readonly string[];
  children: ReactNode;
};

/**
 * Fields that are asked from an amount on: they appear as it is reached and go again below it, and what was typed into
 * them stays. What is not shown is not sent.
 */
export function AskedFrom({ formId, currency, fromMinor, title, names, children }: AskedFromProps) {
  const parsed = parseAmount(useTypedAmount(formId, "amount"), currency);
  const { allErrors } = useErrors();
  const asked = parsed.ok ? parsed.minor >= fromMinor : names.some((name) => allErrors[name]?.length);
  return (
    <div aria-live="polite">
      <fieldset
        disabled={!asked}
        hidden={!asked}
        className="grid gap-(--gap) border-held border-s-[3px] bg-held-ground px-3 py-2"
      >
        <legend className="float-start w-full font-semibold">{title}</legend>
        {children}
      </fieldset>
    </div>
  );
}

function useErrors(): { allErrors: Record<string, unknown[] | undefined> } {
  const { allErrors } = useFormMetadata();
  return { allErrors: allErrors as Record<string, unknown[] | undefined> };
}
