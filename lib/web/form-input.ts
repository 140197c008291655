import "server-only";
import type { Submission } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { z } from "zod";
import { type DecimalMark, withPoint } from "../core/decimal-mark";
import { refusal } from "../core/errors";
import { amountText, passwords } from "../core/fields";

/** `note`, `birthDate.year`, `owners[0].name`: no reserved name, none of a prototype. */
const FIELD_NAME = /^[a-zA-Z]\w{0,60}(\[\d{1,2}\]|\.[a-zA-Z]\w{0,60}){0,3}$/;
const RESERVED = /(^|\.)(constructor|prototype)\b/;
const MAX_FIELDS = 200;

/**
 * Reads a posted form by its schema. What was left empty counts as absent; a field that the schema does not know is
 * refused, and so is one sent twice where one value belongs. Amounts are read by the mark that their person types.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  formData: FormData,
  mark: DecimalMark = ".",
): Submission<unknown, string[], z.output<Schema>> {
  const names = [...formData.keys()].filter((name) => !isFramework(name));
  const unknown = names.length > MAX_FIELDS ? names.at(-1) : names.find((name) => !isName(name));
  if (unknown !== undefined) throw refusal("unexpected_field", { name: unknown.slice(0, 40) }, "");
  return parseWithZod(ownFields(formData), {
    schema: z.preprocess((typed) => withMarks(withoutEmpty(typed), schema, mark), schema),
    disableAutoCoercion: true,
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? refusal("unexpected_field", { name: issue.keys.join(", ").slice(0, 40) }).sentence
        : refusal("unreadable").sentence,
  });
}

/** The values as they were typed, to give them back to the form with whatever is to be said about them. */
export function typedValues(formData: FormData): Submission<unknown, string[]> {
  return parseWithZod(ownFields(formData), { schema: z.unknown(), disableAutoCoercion: true });
}

/** Whether the form has a field of this name, or parts of it (`birthDate.year`). */
export function hasField(formData: FormData, field: string): boolean {
  return [...formData.keys()].some(
    (name) => name === field || name.startsWith(`${field}.`) || name.startsWith(`${field}[`),
  );
}

/** The fields of a schema that hold a password: they are never sent back. */
export function secretFields(schema: z.ZodType): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, field]) => (isPassword(field) ? [name] : []));
}

/** The amounts among the typed values with a point before their decimals. */
function withMarks(typed: unknown, schema: z.ZodType, mark: DecimalMark): unknown {
  if (mark === "." || !(schema instanceof z.ZodObject) || typeof typed !== "object" || typed === null) return typed;
  const amounts = Object.entries(schema.shape).flatMap(([name, field]) => (isAmount(field) ? [name] : []));
  return Object.fromEntries(
    Object.entries(typed).map(([name, one]) => [
      name,
      amounts.includes(name) && typeof one === "string" ? withPoint(one, mark) : one,
    ]),
  );
}

function isAmount(field: unknown): boolean {
  return field === amountText || (field instanceof z.ZodOptional && field.unwrap() === amountText);
}

/** Next sends fields of its own with a form, and conform would act on reserved names: neither reaches a schema. */
function ownFields(formData: FormData): FormData {
  const form = new FormData();
  for (const [name, value] of [...formData].slice(0, MAX_FIELDS)) {
    if (isName(name)) form.append(name, value);
  }
  return form;
}

function isName(name: string): boolean {
  return FIELD_NAME.test(name) && !RESERVED.test(name);
}

function isPassword(field: unknown): boolean {
  return passwords.has(field) || (field instanceof z.ZodOptional && passwords.has(field.unwrap()));
}

function isFramework(name: string): boolean {
  return name.startsWith("$ACTION_");
}

function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof File) return value;
  const filled = Object.entries(value).filter(([, one]) => one !== "");
  return Object.fromEntries(filled.map(([name, one]) => [name, withoutEmpty(one)]));
}
