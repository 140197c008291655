import type { FieldChange } from "@/components/bank/before-after";
import { formatDate, isDate } from "@/lib/core/dates";

/** The recorded before and after of an act as lines of a table, nested facts by their path. */
export function changesIn(before: object | null, after: object | null): FieldChange[] {
  const [was, is] = [flat(before), flat(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.map((name) => {
    const [one, other] = [was.get(name), is.get(name)];
    return { label: label(name), before: shown(one), after: shown(other), changed: one !== other };
  });
}

function flat(facts: object | null, path = ""): Map<string, unknown> {
  const entries = Object.entries(facts ?? {}).flatMap(([name, value]): [string, unknown][] =>
    value !== null && typeof value === "object" ? [...flat(value, `${path}${name}.`)] : [[`${path}${name}`, value]],
  );
  return new Map(entries.filter(([, value]) => value !== null));
}

/** `document.expiresOn` as people say it: `Document, expires on`. */
function label(path: string): string {
  const words = path
    .replaceAll(".", ", ")
    .replace(/([a-z\d])([A-Z])/g, (_, before, letter) => `${before} ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "–";
  const text = String(value);
  return isDate(text) ? formatDate(text) : text.replaceAll("_", " ");
}
