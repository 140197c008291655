"use client";

import { useField } from "@conform-to/react";
import { Choice } from "./choice-fields";
import { controlLook, described, FieldErrors, type FieldProps, Hint } from "./field-frame";
import type { Option } from "./select-field";

type DatedProps = FieldProps & {
  options: readonly Option[];
  /** The name under which the days are sent, one for each value: `until` for `until.teller`. */
  days: string;
  /** What a day is. */
  dayLabel: string;
  min: string;
};

/** Any of a few, each with a day of its own if it needs one; the day is asked for once its box is ticked. */
export function DatedChoices({ name, label, hint, options, days, dayLabel, min }: DatedProps) {
  const [{ id, key, errors, initialValue }] = useField<string | string[]>(name);
  const chosen = [initialValue ?? []].flat();
  return (
    <fieldset aria-describedby={described(id, errors, hint)["aria-describedby"]} className="min-w-0">
      <legend className="mb-1 font-semibold">{label}</legend>
      <FieldErrors id={id} errors={errors} />
      <div className="grid">
        {options.map((option, index) => (
          <div
            key={`${key}:${option.value}:${chosen.includes(option.value)}`}
            className="group/choice flex flex-wrap items-center justify-between gap-x-4"
          >
            <Choice
              id={index === 0 ? id : `${id}-${option.value}`}
              type="checkbox"
              name={name}
              option={option}
              checked={chosen.includes(option.value)}
              wrong={Boolean(errors?.length)}
            />
            <Day name={`${days}.${option.value}`} label={dayLabel} of={option.label} min={min} />
          </div>
        ))}
      </div>
      <Hint id={id}>{hint}</Hint>
    </fieldset>
  );
}

function Day({ name, label, of, min }: { name: string; label: string; of: string; min: string }) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <div className="hidden pb-1 group-has-checked/choice:block">
      <FieldErrors id={id} errors={errors} />
      <label className="flex items-center gap-2 text-meta">
        <span className="text-ink-2">
          {label} <span className="sr-only">{of}</span>
        </span>
        <input
          key={key}
          {...described(id, errors, null)}
          name={name}
          type="date"
          min={min}
          defaultValue={initialValue}
          style={{ width: "10rem" }}
          className={controlLook}
        />
      </label>
    </div>
  );
}
