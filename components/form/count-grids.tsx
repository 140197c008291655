"use client";

import { useField } from "@conform-to/react";
import type { Currency } from "@/lib/core/currencies";
import type { Denomination } from "@/lib/core/notes";
import { CountGrid } from "./count-grid";
import { FieldErrors } from "./field-frame";

type CountGridsProps = {
  /** The group of fields in the form, one grid for each currency inside it. */
  name: string;
  what: string;
  currencies: readonly { currency: Currency; denominations: readonly Denomination[] }[];
};

/** Everything in a till, counted currency by currency. */
export function CountGrids({ name, what, currencies }: CountGridsProps) {
  const [{ id, errors }] = useField(name);
  return (
    <div id={id} tabIndex={-1}>
      <FieldErrors id={id} errors={errors} />
      <div className="grid gap-6 sm:grid-cols-2">
        {currencies.map(({ currency, denominations }, at) => (
          <CountGrid
            key={currency}
            name={`${name}.${currency}`}
            caption={`${what}, ${currency}`}
            currency={currency}
            denominations={denominations}
            f4={at === 0}
          />
        ))}
      </div>
    </div>
  );
}
