"use client";

import { useEffect, useState } from "react";

type AutosaveProps = {
  /** The id of the form on this page. */
  form: string;
  /** Where what stands in it is kept. */
  action: string;
  /** What is sent besides the fields. */
  about?: Record<string, string>;
};

const PAUSE_MS = 800;

/** Keeps what is typed into a form before it is sent, and says when it did; the page gives it back. */
export function Autosave({ form, action, about }: AutosaveProps) {
  const [said, setSaid] = useState("");
  const sent = JSON.stringify(about ?? {});

  useEffect(() => {
    const element = document.getElementById(form);
    if (!(element instanceof HTMLFormElement)) return;
    let pause: ReturnType<typeof setTimeout> | undefined;
    let waiting = false;

    async function save() {
      clearTimeout(pause);
      waiting = false;
      const fields = [...new FormData(element as HTMLFormElement)].filter(
        (field): field is [string, string] => typeof field[1] === "string" && /^[a-z][\w.]*$/i.test(field[0]),
      );
      const { key, ...typed } = Object.fromEntries(fields);
      const body = JSON.stringify({ form, ...JSON.parse(sent), ...(form.startsWith("start") ? { key } : {}), typed });
      try {
        const answer = await fetch(action, {
          method: "POST",
          body,
          headers: { "content-type": "application/json" },
          keepalive: true,
          redirect: "error",
        });
        const { saved, sentence } = await answer.json();
        if (saved) startFromTyped();
        setSaid(saved ? `What you type is kept: saved ${saved}` : `Not saved. ${sentence}`);
      } catch {
        setSaid("Not saved: the bank does not answer, or you are signed out. Leave this page open.");
      }
    }
    const typed = () => {
      clearTimeout(pause);
      waiting = true;
      pause = setTimeout(() => void save(), PAUSE_MS);
    };
    const sending = () => {
      clearTimeout(pause);
      waiting = false;
    };
    const leaving = () => {
      if (waiting) void save();
    };
    element.addEventListener("input", typed);
    element.addEventListener("submit", sending);
    window.addEventListener("pagehide", leaving);
    return () => {
      element.removeEventListener("input", typed);
      element.removeEventListener("submit", sending);
      window.removeEventListener("pagehide", leaving);
      leaving();
    };
  }, [form, action, sent]);

  return <output className="mt-3 block min-h-5 text-ink-2 text-meta">{said}</output>;
}

/** What the page was to begin with no longer counts once something is typed: a reload begins with that. */
function startFromTyped(): void {
  const here = new URL(window.location.href);
  for (const name of ["fresh", "name"]) here.searchParams.delete(name);
  if (here.href !== window.location.href) window.history.replaceState(window.history.state, "", here);
}
