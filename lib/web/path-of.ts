/** The path a page was asked for, without its query, as the front door noted it. */
export function pathOf(asked: Headers): string {
  return asked.get("x-bank-path")?.split("?")[0] ?? "/";
}
