"use client";

import { useField } from "@conform-to/react";
import { controlLook, described, FieldFrame, type FieldProps } from "./field-frame";

export type Option = { value: string; label: string; hint?: string; disabled?: boolean };

type SelectFieldProps = FieldProps & {
  options: readonly Option[];
  /** The empty first choice; `null` leaves it out. */
  placeholder?: string | null;
  autoComplete?: string;
  width?: string;
};

/** One of many, as a native list. */
export function SelectField({
  name,
  label,
  hint,
  optional,
  options,
  placeholder = "Choose…",
  autoComplete = "off",
  width,
}: SelectFieldProps) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} errors={errors}>
      <select
        // A reset puts a list back to the option it was drawn with, so it is drawn anew when what it starts with changes.
        key={`${key}:${initialValue ?? ""}`}
        {...described(id, errors, hint)}
        name={name}
        defaultValue={initialValue ?? ""}
        autoComplete={autoComplete}
        style={width ? { width } : undefined}
        className={controlLook}
      >
        {placeholder === null ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
