"use client";

import { useField } from "@conform-to/react";
import type { InputHTMLAttributes } from "react";
import { controlLook, described, FieldFrame, type FieldProps } from "./field-frame";

type TextFieldProps = FieldProps & {
  type?: "text" | "password" | "email" | "tel" | "search";
  /** Account numbers, references and codes: 0 and O differ. */
  mono?: boolean;
  width?: string;
} & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    "autoComplete" | "inputMode" | "placeholder" | "autoFocus" | "maxLength" | "readOnly" | "spellCheck"
  >;

/** One line of text. */
export function TextField({
  name,
  label,
  hint,
  optional,
  type = "text",
  mono = false,
  width,
  autoComplete = "off",
  ...input
}: TextFieldProps) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} errors={errors}>
      <input
        key={key}
        {...described(id, errors, hint)}
        name={name}
        type={type}
        defaultValue={type === "password" ? undefined : initialValue}
        autoComplete={autoComplete}
        {...input}
        style={width ? { width } : undefined}
        className={`${controlLook} ${mono ? "font-mono" : ""}`}
      />
    </FieldFrame>
  );
}
