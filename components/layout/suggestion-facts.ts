import { element, text } from "./element";

type Fact = { term: string; value: string };
type Glance = {
  title: string;
  line: string;
  flags: string[];
  facts: Fact[];
  amounts: { title: string; rows: Fact[] } | null;
};

export type FactsBeside = {
  /** Shows what is known of the one an option leads to; of none, nothing. */
  tellOf: (option: HTMLAnchorElement | undefined) => void;
};

/** Whoever runs down the list with the arrow held looks at none of them. */
const PAUSE_MS = 150;
const OF_ONE = /^\/((?:customers|accounts)\/[0-9a-f-]{36})(?![0-9a-f-])/;

let panels = 0;

/** A panel beside the list under a search; on a narrow screen there is none, and nothing is asked for it. */
export function factsBeside(place: HTMLElement): FactsBeside {
  panels += 1;
  const panel = element(
    "section",
    "absolute -top-px start-full ms-1 min-h-80 w-80 rounded-panel border border-rule bg-surface p-4 shadow-popup max-lg:hidden",
  );
  panel.id = `suggestion-facts-${panels}`;
  panel.setAttribute("aria-label", "The chosen result");
  panel.hidden = true;
  place.append(panel);
  let pause: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let shown: string | undefined;

  async function ask(path: string, title: string) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const response = await fetch(`/find/facts/${path}`, { signal, redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      const told: { glance?: Glance; sentence?: string } = await response.json();
      panel.replaceChildren(
        ...(told.glance ? drawn(told.glance) : [heading(title), text("p", "mt-2 text-ink-2", told.sentence ?? "")]),
      );
    } catch {
      if (signal.aborted) return;
      panel.replaceChildren(heading(title), text("p", "mt-2 text-ink-2", "The facts are not available now."));
    }
    panel.removeAttribute("aria-busy");
  }

  return {
    tellOf(option) {
      const path = OF_ONE.exec(option?.getAttribute("href") ?? "")?.[1];
      if (path === shown && path !== undefined) return;
      clearTimeout(pause);
      asking?.abort();
      shown = path;
      panel.hidden = path === undefined;
      // Never the facts of one beside the name of another.
      panel.replaceChildren();
      if (!option || path === undefined || !panel.checkVisibility()) return;
      option.setAttribute("aria-details", panel.id);
      const title = option.querySelector("bdi")?.textContent ?? "";
      panel.setAttribute("aria-busy", "true");
      panel.append(heading(title));
      pause = setTimeout(() => void ask(path, title), PAUSE_MS);
    },
  };
}

function drawn({ title, line, flags, facts, amounts }: Glance): HTMLElement[] {
  return [
    heading(title),
    text("p", "text-ink-2 text-meta", line),
    ...flags.map((flag) => text("p", "mt-1 font-medium text-danger text-meta", `! ${flag}`)),
    list(facts, "mt-3 grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-meta", ""),
    ...(amounts
      ? [
          text("p", "mt-3 border-rule border-t pt-2 font-semibold text-meta", amounts.title),
          list(amounts.rows, "mt-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 text-meta", "text-end"),
        ]
      : []),
  ];
}

function heading(title: string): HTMLElement {
  const name = text("bdi", "font-semibold", title);
  const line = element("p", "");
  line.append(name);
  return line;
}

function list(facts: readonly Fact[], look: string, ofValue: string): HTMLElement {
  const made = element("dl", look);
  made.append(...facts.flatMap(({ term, value }) => [text("dt", "text-ink-2", term), text("dd", ofValue, value)]));
  return made;
}
