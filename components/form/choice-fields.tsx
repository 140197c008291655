"use client";

import { useField } from "@conform-to/react";
import type { ReactNode } from "react";
import { described, FieldErrors, type FieldProps, Hint, Optional } from "./field-frame";
import type { Option } from "./select-field";

type GroupProps = FieldProps & { options: readonly Option[] };

/** One of a few, all in sight. */
export function RadioGroup(props: GroupProps) {
  return <Group type="radio" {...props} />;
}

/** Any of a few; the schema reads it with `choices`. */
export function CheckboxGroup(props: GroupProps) {
  return <Group type="checkbox" {...props} />;
}

function Group({ type, name, label, hint, optional, options }: GroupProps & { type: "radio" | "checkbox" }) {
  const [{ id, key, errors, initialValue }] = useField<string | string[]>(name);
  const chosen = [initialValue ?? []].flat();
  return (
    <fieldset aria-describedby={described(id, errors, hint)["aria-describedby"]} className="min-w-0">
      <legend className="mb-1 font-semibold">
        {label} {optional ? <Optional /> : null}
      </legend>
      <FieldErrors id={id} errors={errors} />
      <div className="grid">
        {options.map((option, index) => (
          <Choice
            key={`${key}:${option.value}:${chosen.includes(option.value)}`}
            id={index === 0 ? id : `${id}-${option.value}`}
            type={type}
            name={name}
            option={option}
            checked={chosen.includes(option.value)}
            wrong={Boolean(errors?.length)}
          />
        ))}
      </div>
      <Hint id={id}>{hint}</Hint>
    </fieldset>
  );
}

type ChoiceProps = {
  id: string;
  type: "radio" | "checkbox";
  name: string;
  option: Option;
  checked: boolean;
  wrong: boolean;
};

/** One box or button with its words. */
export function Choice({ id, type, name, option, checked, wrong }: ChoiceProps) {
  return (
    <label className="flex min-h-(--control) cursor-pointer items-center gap-2.5">
      <input
        id={id}
        type={type}
        name={name}
        value={option.value}
        defaultChecked={checked}
        disabled={option.disabled}
        aria-invalid={wrong || undefined}
        className="size-5 shrink-0 accent-accent"
      />
      <span>
        {option.label}
        {option.hint ? <span className="block text-ink-2 text-meta">{option.hint}</span> : null}
      </span>
    </label>
  );
}

/** One thing to confirm; the schema reads it with `checkbox`. */
export function CheckboxField({ name, label, hint }: { name: string; label: ReactNode; hint?: ReactNode }) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <div>
      <FieldErrors id={id} errors={errors} />
      <label className="flex min-h-(--control) cursor-pointer items-center gap-2.5">
        <input
          key={`${key}:${initialValue ?? ""}`}
          {...described(id, errors, hint)}
          type="checkbox"
          name={name}
          defaultChecked={initialValue === "on"}
          className="size-5 shrink-0 accent-accent"
        />
        <span>{label}</span>
      </label>
      <Hint id={id}>{hint}</Hint>
    </div>
  );
}
