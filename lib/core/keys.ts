import { createHash } from "node:crypto";

/** A secret with the name by which what it made is known. */
export type NamedKey = { id: string; secret: string };

/** The secrets of a setting: the current one first, then those before it, each under a name made of itself. */
export function namedKeys(kind: string, current: string, old: readonly string[]): readonly [NamedKey, ...NamedKey[]] {
  const named = (secret: string) => ({ id: fingerprint(kind, secret), secret });
  return [named(current), ...old.filter((secret) => secret !== current).map(named)];
}

/** Eight hex digits that tell one secret from another and say nothing of it. */
function fingerprint(kind: string, secret: string): string {
  return createHash("sha256").update(`countinghouse ${kind} id\0${secret}`).digest("hex").slice(0, 8);
}
