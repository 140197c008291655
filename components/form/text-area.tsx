"use client";

import { useField } from "@conform-to/react";
import { controlLook, described, FieldFrame, type FieldProps } from "./field-frame";

/** Text of several lines, such as a reason. */
export function TextArea({ name, label, hint, optional, rows = 3 }: FieldProps & { rows?: number }) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} errors={errors}>
      <textarea
        key={key}
        {...described(id, errors, hint)}
        name={name}
        rows={rows}
        defaultValue={initialValue}
        className={`${controlLook} h-auto py-1.5`}
      />
    </FieldFrame>
  );
}
