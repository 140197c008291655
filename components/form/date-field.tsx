"use client";

import { useField } from "@conform-to/react";
import { controlLook, described, FieldErrors, FieldFrame, type FieldProps, Hint, Optional } from "./field-frame";

type DateFieldProps = FieldProps & { min?: string; max?: string };

/** A day near today, with the browser's own calendar. */
export function DateField({ name, label, hint, optional, min, max }: DateFieldProps) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} errors={errors}>
      <input
        key={key}
        {...described(id, errors, hint)}
        name={name}
        type="date"
        min={min}
        max={max}
        defaultValue={initialValue}
        style={{ width: "11rem" }}
        className={controlLook}
      />
    </FieldFrame>
  );
}

const parts = [
  { part: "day", label: "Day", width: "3.5rem", digits: 2, bday: "bday-day" },
  { part: "month", label: "Month", width: "5rem", digits: 9, bday: "bday-month" },
  { part: "year", label: "Year", width: "5rem", digits: 4, bday: "bday-year" },
] as const;

/** A day one knows by heart or copies from a document, in three parts, because a calendar is no help there. */
export function MemorableDateField({
  name,
  label,
  hint,
  optional,
  birthday = false,
}: FieldProps & { birthday?: boolean }) {
  const [{ id, errors, initialValue }] = useField<Record<string, string> | string>(name);
  return (
    <fieldset aria-describedby={described(id, errors, hint)["aria-describedby"]}>
      <legend className="mb-1 font-semibold">
        {label} {optional ? <Optional /> : null}
      </legend>
      <FieldErrors id={id} errors={errors} />
      <div className="flex gap-3">
        {parts.map(({ part, label: word, width, digits, bday }, index) => (
          <label key={part} className="text-meta">
            <span className="mb-0.5 block text-ink-2">{word}</span>
            <input
              id={index === 0 ? id : `${id}-${part}`}
              name={`${name}.${part}`}
              inputMode={part === "month" ? undefined : "numeric"}
              maxLength={digits}
              autoComplete={birthday ? bday : "off"}
              defaultValue={partOf(initialValue, part)}
              aria-invalid={errors?.length ? true : undefined}
              style={{ width }}
              className={`${controlLook} text-staff`}
            />
          </label>
        ))}
      </div>
      <Hint id={id}>{hint}</Hint>
    </fieldset>
  );
}

function partOf(
  value: Partial<Record<string, unknown>> | string | undefined,
  part: "day" | "month" | "year",
): string | undefined {
  if (typeof value === "string")
    return { year: value.slice(0, 4), month: value.slice(5, 7), day: value.slice(8, 10) }[part];
  const typed = value?.[part];
  return typeof typed === "string" ? typed : undefined;
}
