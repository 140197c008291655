import { createHash } from "node:crypto";

/** SHA-256 of a value's canonical JSON: keys sorted, bigints as text. Equal requests hash alike whatever their key order. */
export function canonicalHash(value: unknown): Buffer {
  return createHash("sha256").update(canonicalJson(value)).digest();
}

/** JSON with sorted keys; bigints become text, undefined keys disappear. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "bigint") return JSON.stringify(value.toString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    let text = "";
    for (const name of Object.keys(value).sort()) {
      const field = (value as Record<string, unknown>)[name];
      if (field !== undefined) text += `${text && ","}${JSON.stringify(name)}:${canonicalJson(field)}`;
    }
    return `{${text}}`;
  }
  return JSON.stringify(value ?? null);
}
