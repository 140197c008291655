import { createHash } from "node:crypto";

/** SHA-256 of a value's canonical JSON, as 64 hex digits: keys sorted, bigints as text. Equal requests hash alike whatever their key order. */
export function canonicalHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** JSON with sorted keys; bigints become text, undefined keys disappear. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "bigint") return JSON.stringify(value.toString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    let text = "";
    for (const name of sorted(Object.keys(value))) {
      const field = (value as Record<string, unknown>)[name];
      if (field !== undefined) text += `${text && ","}${JSON.stringify(name)}:${canonicalJson(field)}`;
    }
    return `{${text}}`;
  }
  return JSON.stringify(value ?? null);
}

/** By insertion: for the few names of an object the built-in sort spends most of its time on getting ready. */
function sorted(names: string[]): string[] {
  for (let at = 1; at < names.length; at += 1) {
    const name = names[at] as string;
    let before = at - 1;
    for (; before >= 0 && (names[before] as string) > name; before -= 1) names[before + 1] = names[before] as string;
    names[before + 1] = name;
  }
  return names;
}
