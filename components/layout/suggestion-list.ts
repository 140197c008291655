import { element } from "./element";
import type { FactsBeside } from "./suggestion-facts";

type Suggestion = { href: string; title: string; facts: string[]; flags?: string[] };
type Found = {
  items: Suggestion[];
  only: boolean;
  alike: boolean;
  more: boolean;
  kind: string | null;
  problem: string | null;
  /** Nothing is meant by it; an item may still offer a way on. */
  nothing: boolean;
};

const PAUSE_MS = 120;
const listening = new WeakSet<HTMLInputElement>();
let lists = 0;

/**
 * Shows what a search field may mean while it is being typed, under the field and for the keyboard: arrows choose, Enter
 * opens what is chosen. Without a choice Enter opens only what a number names exactly; otherwise the form is sent as it is.
 * Where there is room, `withFacts` tells beside the list of the one that the arrows stand on.
 */
export function suggestUnder(input: HTMLInputElement, place: HTMLElement, { withFacts = false } = {}): void {
  if (listening.has(input)) return;
  listening.add(input);
  lists += 1;
  const list = element("div", "max-h-[60dvh] overflow-y-auto");
  list.id = `suggestions-${lists}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "What this may mean");
  const said = element("output", "block px-3 py-1.5 text-ink-2 text-meta");
  place.replaceChildren(list, said);
  place.hidden = true;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  }))
    input.setAttribute(name, value);

  let answer: { typed: string; found: Found } | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let beside: Promise<FactsBeside> | undefined;

  const options = () => [...list.querySelectorAll<HTMLAnchorElement>('[role="option"]')];
  const chosen = () => options().find((option) => option.ariaSelected === "true");

  function choose(option: HTMLAnchorElement | undefined) {
    for (const one of options()) one.ariaSelected = String(one === option);
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
      if (withFacts) beside ??= import("./suggestion-facts").then(({ factsBeside }) => factsBeside(place));
    } else input.removeAttribute("aria-activedescendant");
    // The arrows may have gone on while the panel's script came.
    void beside?.then((facts) => facts.tellOf(chosen()));
  }

  function open(shown: boolean) {
    place.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown && options().length > 0));
    if (!shown) choose(undefined);
  }

  function forget() {
    clearTimeout(pause);
    asking?.abort();
    answer = null;
  }

  function close() {
    forget();
    list.replaceChildren();
    said.textContent = "";
    open(false);
  }

  async function ask(typed: string) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const response = await fetch(`/find/suggestions?q=${encodeURIComponent(typed)}`, { signal, redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      const found: Found = await response.json();
      answer = { typed, found };
      list.replaceChildren(...found.items.map((item, at) => optionOf(item, `${list.id}-${at}`)));
      said.textContent = wordsFor(found, typed);
    } catch {
      if (signal.aborted) return;
      list.replaceChildren();
      said.textContent = "The list is not available now. Press Enter to search.";
    }
    choose(undefined);
    open(true);
  }

  input.addEventListener("input", () => {
    forget();
    const typed = input.value.trim();
    if (typed === "") return close();
    pause = setTimeout(() => void ask(typed), PAUSE_MS);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const all = options();
      if (all.length === 0 && input.value.trim() !== "") return void ask(input.value.trim());
      const at = all.indexOf(chosen() as HTMLAnchorElement);
      choose(event.key === "ArrowDown" ? (all[at + 1] ?? all[0]) : at === -1 ? all.at(-1) : all.at(at - 1));
    } else if (event.key === "Escape") {
      // The browser would empty a search field: what was typed is never lost.
      if (!place.hidden || !input.closest("dialog")) event.preventDefault();
      if (!place.hidden) event.stopPropagation();
      close();
    } else if (event.key === "Enter") {
      const exact = answer?.found.only && answer.typed === input.value.trim() ? options()[0] : undefined;
      const target = chosen() ?? exact;
      if (!target) return close();
      event.preventDefault();
      target.click();
    }
  });

  place.addEventListener("mousedown", (event) => event.preventDefault());
  place.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("a"))) return;
    input.value = "";
    close();
    // The next letter is a shortcut of the page that opens, not text in the field.
    input.blur();
    input.closest("dialog")?.close();
  });
  input.addEventListener("blur", () => close());
  input.form?.addEventListener("submit", () => close());
  if (input.value.trim() !== "" && document.activeElement === input)
    pause = setTimeout(() => void ask(input.value.trim()), PAUSE_MS);
}

function optionOf({ href, title, facts, flags = [] }: Suggestion, id: string): HTMLAnchorElement {
  const option = element(
    "a",
    "flex min-h-8 flex-wrap items-baseline gap-x-3 border-rule border-b px-3 py-1.5 text-ink no-underline hover:bg-sunken aria-selected:bg-selected",
  );
  option.id = id;
  option.href = href;
  option.tabIndex = -1;
  option.role = "option";
  option.ariaSelected = "false";
  const name = element("bdi", "wrap-anywhere font-medium");
  name.textContent = title;
  const about = element("span", "text-ink-2 text-meta");
  about.textContent = facts.join(" · ");
  option.append(name, about);
  for (const flag of flags) {
    const warning = element("strong", "font-medium text-danger text-meta");
    warning.textContent = `! ${flag}`;
    option.append(warning);
  }
  return option;
}

function wordsFor({ items, alike, more, kind, problem, nothing }: Found, typed: string): string {
  if (problem && items.length === 0) return problem;
  if (nothing)
    return `Nothing found for “${typed}”. Check the spelling${items.length > 0 ? " or start a new customer" : ""}.`;
  const count = items.length === 1 ? "1 result" : `${items.length} results`;
  const said = alike
    ? `${count}, spelled nearly so`
    : more
      ? `The ${items.length} closest. Press Enter for all.`
      : count;
  return kind ? `${kind}: ${said.charAt(0).toLowerCase()}${said.slice(1)}` : said;
}
