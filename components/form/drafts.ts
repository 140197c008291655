type Draft = { owner: string; values: [form: string, name: string, value: string | boolean][] };

const keyOf = (path: string) => `draft ${path}`;
const addressOf = ({ pathname, search }: Pick<Location, "pathname" | "search">) => pathname + search;
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Told to the page when an act sends its person to prove once more who they are, and they come back to it. */
export const LEAVING_TO_PROVE = "leaving-to-prove";

/** Keeps what stands in the forms of this page, without secrets, for its person's return to the same address, or for another. */
export function keepDraft(owner: string, address = addressOf(window.location)): void {
  const values: Draft["values"] = [];
  for (const control of controls()) {
    const ticked = control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type);
    if (ticked && control.checked) values.push([control.form?.id ?? "", control.name, control.value]);
    if (!ticked && control.value !== "") values.push([control.form?.id ?? "", control.name, control.value]);
  }
  if (values.length > 0) window.sessionStorage.setItem(keyOf(address), JSON.stringify({ owner, values }));
}

/** Where a link leads to another view of the same form (`keepsTyped` of its tabs), keeps what was typed for that view. */
export function keepForView(owner: string, { target }: Event): void {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-keeps-typed]") : null;
  if (link) keepDraft(owner, addressOf(link));
}

/** Puts a kept draft back into the forms of this page, once, and only for who had typed it. */
export function restoreDraft(owner: string): void {
  const key = keyOf(addressOf(window.location));
  const kept = window.sessionStorage.getItem(key);
  if (!kept) return;
  window.sessionStorage.removeItem(key);
  const draft: Draft = JSON.parse(kept);
  if (draft.owner !== owner) return;
  for (const [form, name, value] of draft.values) {
    for (const control of controls()) {
      if ((control.form?.id ?? "") === form && control.name === name) fill(control, String(value));
    }
  }
}

function controls(): Control[] {
  const all = document.querySelectorAll<Control>("main form :is(input, select, textarea)[name]");
  return [...all].filter(
    (control) => !(control instanceof HTMLInputElement && /^(password|hidden|file)$/.test(control.type)),
  );
}

/** As if it were typed, so that what reads along with the form sees it. */
function fill(control: Control, value: string): void {
  if (control instanceof HTMLInputElement && /^(checkbox|radio)$/.test(control.type)) {
    if (control.value === value && !control.checked) control.click();
    return;
  }
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value")?.set?.call(control, value);
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
}
