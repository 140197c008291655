const COOKIE = "blurred";

/** Whether the amounts on the screen are blurred, so that nobody who stands beside it reads them. */
export function amountsBlurred(): boolean {
  return "blurred" in document.documentElement.dataset;
}

/** Blurs the amounts in this browser, or shows them again; the pages that follow are drawn the same way. */
export function blurAmounts(on: boolean): void {
  document.documentElement.toggleAttribute("data-blurred", on);
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it, as it does the theme
  document.cookie = `${COOKIE}=${on ? "1" : ""}; path=/; samesite=lax; max-age=${on ? 31_536_000 : 0}`;
  for (const tell of watching) tell();
}

const watching = new Set<() => void>();

/** Tells whoever shows whether amounts are blurred that it changed, by whatever hand; answers how to stop. */
export function watchBlur(tell: () => void): () => void {
  watching.add(tell);
  return () => watching.delete(tell);
}
