/** Where a click leads within the bank's pages; null for what the browser has to do by itself. */
export function softHref(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return null;
  const to = new URL(link.href);
  if (to.origin !== window.location.origin) return null;
  const here = window.location;
  const samePlace = to.pathname === here.pathname && to.search === here.search && to.hash !== "";
  return samePlace ? null : to.pathname + to.search + to.hash;
}

/** Where a search leads, its fields in the address; null for what is posted, opens elsewhere or is no search of the bank. */
export function softForm({ defaultPrevented, target: form, submitter }: SubmitEvent): string | null {
  if (defaultPrevented || !(form instanceof HTMLFormElement) || form.hasAttribute("target")) return null;
  // By its attributes: a field may be called `action`, and then stands before the form's own.
  const method = form.getAttribute("method") ?? "get";
  const action = form.getAttribute("action");
  const own = submitter?.hasAttribute("formaction") || submitter?.hasAttribute("formmethod");
  if (!action || own || method.toLowerCase() !== "get") return null;
  const to = new URL(action, window.location.href);
  if (to.origin !== window.location.origin) return null;
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") asked.append(name, value);
  return `${to.pathname}?${asked}${to.hash}`;
}
