/** A path with the parameters that have a value. */
export function hrefWith(path: string, params: Readonly<Record<string, string | undefined>>, hash = ""): string {
  const filled = Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(filled).toString();
  return `${path}${query ? `?${query}` : ""}${hash}`;
}
