"use client";

import { useField } from "@conform-to/react";
import { amountInWords } from "@/lib/core/amount-words";
import type { Currency } from "@/lib/core/currencies";
import { currencyName } from "@/lib/core/currency-names";
import { currencySymbol, formatMoney, parseAmount } from "@/lib/core/money";
import { controlLook, described, FieldErrors, type FieldProps } from "./field-frame";
import { useTypedAmount } from "./use-typed";

type MoneyFieldProps = Omit<FieldProps, "label"> & { label?: string } & {
  currency: Currency;
  big?: boolean;
  autoFocus?: boolean;
};

/** An amount as text, echoed below as the bank reads it. Its label names the currency. */
export function MoneyField({ name, label = "Amount", hint, currency, big = false, autoFocus }: MoneyFieldProps) {
  const [{ id, key, errors, initialValue, formId }] = useField<string>(name);
  const typed = useTypedAmount(formId, name);
  const echo = amountEcho(typed, currency);
  const size = big ? "h-11 text-title" : "h-(--control)";
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label} in {currencyName(currency)}
      </label>
      <FieldErrors id={id} errors={errors} />
      <div className="relative">
        <span
          aria-hidden="true"
          className={`absolute inset-y-0 start-2 flex items-center text-ink-2 ${big ? "text-title" : ""}`}
        >
          {currencySymbol(currency).trim()}
        </span>
        <input
          key={key}
          {...described(id, errors, true)}
          name={name}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          {...(autoFocus ? { autoFocus } : {})}
          defaultValue={initialValue}
          maxLength={64}
          className={`${controlLook} ${size} ${currencySymbol(currency).length > 1 ? "ps-13" : big ? "ps-7.5" : "ps-6"}`}
        />
      </div>
      <p id={`${id}-hint`} aria-live="polite" className="mt-1 min-h-5 text-ink-2 text-meta">
        {echo ?? hint}
      </p>
    </div>
  );
}

function amountEcho(typed: string, currency: Currency): string | null {
  const parsed = parseAmount(typed, currency);
  if (!parsed.ok) return null;
  const words = amountInWords(parsed.minor, currency);
  return `= ${formatMoney({ minor: parsed.minor, currency })}${words ? ` · ${words}` : ""}`;
}
