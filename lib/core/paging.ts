/** One page of a keyset list: the rows, and cursors to the neighbouring pages when there are any. */
export type Page<T> = { rows: T[]; older: string | null; newer: string | null };

export const PAGE_SIZE = 25;

/** What a list's URL says about its place: at most one of the two cursors. */
export type Cursor = { older?: string; newer?: string };

/** The sort key of a row as opaque text for the URL. */
function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The sort key in a cursor, or null when the text is not one of ours (the list then starts at its first page). */
export function decodeCursor(text: string | undefined, parts: number): string[] | null {
  if (!text || text.length > 512) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const valid =
      Array.isArray(value) &&
      value.length === parts &&
      value.every((part) => typeof part === "string" && !part.includes("\0"));
    return valid ? value : null;
  } catch {
    return null;
  }
}

/**
 * Makes a page from `size + 1` rows fetched in the direction of travel: going newer, rows come reversed and are turned.
 * `keyOf` names a row's sort key.
 */
export function pageOf<T>(
  fetched: readonly T[],
  keyOf: (row: T) => readonly string[],
  cursor: Cursor,
  size = PAGE_SIZE,
): Page<T> {
  const goingNewer = cursor.newer !== undefined && cursor.older === undefined;
  const more = fetched.length > size;
  const rows = fetched.slice(0, size);
  if (goingNewer) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNewer = goingNewer ? more : cursor.older !== undefined;
  const hasOlder = goingNewer ? true : more;
  return {
    rows,
    older: hasOlder && last !== undefined ? encodeCursor(keyOf(last)) : null,
    newer: hasNewer && first !== undefined ? encodeCursor(keyOf(first)) : null,
  };
}
