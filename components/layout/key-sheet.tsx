"use client";

import { useLayoutEffect, useRef, useState } from "react";
import { BlurChoice } from "./blur-choice";
import { chooseSingleKeys, singleKeysOn } from "./single-keys";

type Line = { keys: string; does: string };

const everywhere: Line[] = [
  { keys: "F2", does: "Find a customer" },
  { keys: "Ctrl K", does: "Commands, such as dep 250 4417 (⌘ K on a Mac)" },
  { keys: "F9", does: "The main act of the page (also Ctrl or ⌘ + Enter)" },
  { keys: "F8", does: "Print" },
  { keys: "F4", does: "Count notes, where notes are counted" },
  { keys: "↑ ↓", does: "Move through the rows of a list; Enter opens one" },
  { keys: "Alt Shift P", does: "Blur money, or show it" },
  { keys: "Esc", does: "Close, or end the service" },
];

/** The sheet of keys that work here, open from the start; single letters can be switched off in it. */
export function KeySheet({ singleKeys }: { singleKeys: boolean }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const [lines] = useState(linesOfPage);
  const [letters, setLetters] = useState(() => singleKeysOn(singleKeys));
  useLayoutEffect(() => sheet.current?.showModal(), []);

  return (
    <dialog
      ref={sheet}
      aria-labelledby="keys-title"
      className="m-auto w-[26rem] max-w-[92vw] rounded-panel border border-rule bg-surface p-5 text-ink shadow-popup backdrop:bg-[#000000]/40"
    >
      <h2 id="keys-title" className="text-lead">
        Keys
      </h2>
      <dl className="mt-3 grid grid-cols-[6.5rem_1fr] gap-y-1.5">
        {[...everywhere, ...(letters ? lines : [])].map(({ keys, does }) => (
          <div key={keys + does} className="contents">
            <dt className="font-mono text-meta">{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={letters}
          onChange={({ target }) => {
            chooseSingleKeys(target.checked);
            setLetters(target.checked);
          }}
          className="size-5 accent-accent"
        />
        Single letters are shortcuts
      </label>
      <BlurChoice className="min-h-8" />
      <form method="dialog" className="mt-4">
        <button
          type="submit"
          className="min-h-9 cursor-pointer rounded-control border border-control px-3.5 font-medium"
        >
          Close
        </button>
      </form>
    </dialog>
  );
}

/** What the letters of the page at hand do, read from the controls that carry them. */
function linesOfPage(): Line[] {
  const controls = [...document.querySelectorAll<HTMLElement>("[data-key]")].filter(
    (control) => control.dataset.key?.length === 1,
  );
  return controls.map((control) => ({
    keys: (control.dataset.key ?? "").toUpperCase(),
    does:
      control.dataset.key === "?"
        ? "This sheet"
        : (control.querySelector("span")?.textContent ?? control.textContent ?? ""),
  }));
}
