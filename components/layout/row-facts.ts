import { element, text } from "./element";

type Told = { title: string; amount: string; lines: { term: string; value: string }[] };

/** Whoever runs down the list with the arrow held looks at none of it. */
const PAUSE_MS = 150;

let dock: HTMLElement | undefined;
let told = new AbortController();

/**
 * Tells at the foot of the page what a movement is while the arrows stand on the link to its receipt, so that the list
 * itself stays in sight. Escape puts it away. On a narrow screen there is none, and nothing is asked for it.
 */
export function tellOfRow(link: HTMLElement): void {
  told.abort();
  told = new AbortController();
  const { signal } = told;
  const reference = /^\/receipts\/([A-Z0-9-]+)$/.exec(link.getAttribute("href") ?? "")?.[1];
  if (!reference || document.activeElement !== link) return;
  const place = opened();
  if (!place.checkVisibility()) return;
  for (const gone of ["blur", "click"]) link.addEventListener(gone, tellOfNone, { signal });
  link.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      tellOfNone();
    },
    { signal },
  );
  link.setAttribute("aria-details", place.id);
  place.replaceChildren(text("p", "font-semibold", link.textContent ?? reference));
  if (link.getBoundingClientRect().bottom > place.getBoundingClientRect().top) link.scrollIntoView({ block: "center" });
  const pause = setTimeout(() => void ask(reference, place, signal), PAUSE_MS);
  signal.addEventListener("abort", () => clearTimeout(pause));
}

/** Puts away what is told of a movement: the place at hand is another. */
export function tellOfNone(): void {
  told.abort();
  if (dock) dock.hidden = true;
}

function opened(): HTMLElement {
  dock ??= element(
    "section",
    "fixed inset-x-0 bottom-0 z-20 min-h-28 border-rule border-t bg-surface px-5 py-3 shadow-popup max-lg:hidden md:start-44 print:hidden",
  );
  dock.id = "row-facts";
  dock.setAttribute("aria-label", "The chosen movement");
  dock.hidden = false;
  if (!dock.isConnected) document.body.append(dock);
  return dock;
}

async function ask(reference: string, place: HTMLElement, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(`/receipts/${reference}/facts`, { signal, redirect: "error" });
    if (!response.ok) throw new Error(String(response.status));
    const { title, amount, lines }: Told = await response.json();
    const head = element("p", "flex flex-wrap items-baseline gap-x-4 font-semibold");
    head.append(text("bdi", "", title), text("span", "", amount), text("span", "ref font-normal", reference));
    const facts = element("dl", "mt-1.5 flex flex-wrap gap-x-8 gap-y-1 text-meta");
    for (const { term, value } of lines) {
      const fact = element("div", "max-w-[26rem]");
      fact.append(text("dt", "text-ink-2", term), text("dd", "", value));
      facts.append(fact);
    }
    place.replaceChildren(head, facts);
  } catch {
    if (!signal.aborted) place.append(text("p", "mt-1.5 text-ink-2", "The facts are not available now."));
  }
}
