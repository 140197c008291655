"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Posted } from "@/lib/command/posted-under";

/**
 * Stands before a form that moves money. When the browser's Back brings back a form that was posted, it says so and takes
 * the form away. The place in the browser's history remembers what was sent from it, because the form itself comes back
 * fresh, or not at all where the act has ended what it was for; one that was refused is fetched anew when its key is used up.
 */
export function AlreadyPosted({ formId }: { formId: string }) {
  const [posted, setPosted] = useState<Sent | null>(null);

  useEffect(() => {
    const found = document.getElementById(formId);
    const form = found instanceof HTMLFormElement ? found : null;
    const remember = () => form && rememberSent(formId, keyOf(form));
    form?.addEventListener("submit", remember);
    const asked = new AbortController();
    const sent = sentFromHere(formId);
    if (sent) {
      askFor(sent, asked.signal).then((posted) => {
        if (posted && posted.is !== "refused" && posted.is !== "unknown") setPosted(posted);
        if (posted?.is !== "refused") return;
        rememberSent(formId, undefined);
        if (form && keyOf(form) === sent) window.location.reload();
      });
    }
    return () => {
      form?.removeEventListener("submit", remember);
      asked.abort();
    };
  }, [formId]);

  useEffect(() => {
    const form = document.getElementById(formId);
    if (form) form.hidden = posted !== null;
  }, [formId, posted]);

  if (posted === null) return null;
  return (
    <div className="grid justify-items-start gap-3">
      <WhatBecame of={posted} />
      <Button look="ghost" onClick={() => startAnother(formId)}>
        Start another
      </Button>
    </div>
  );
}

type Sent = Exclude<Posted, { is: "refused" | "unknown" }>;

function WhatBecame({ of }: { of: Sent }) {
  if (of.is === "waiting")
    return (
      <Callout tone="second" title={`Sent for a second person at ${of.at}`}>
        Nothing is posted yet.{" "}
        <a href={`/approvals/${of.approvalId}`} className="link">
          See the request
        </a>
      </Callout>
    );
  if (of.is === "done")
    return (
      <Callout tone="ok" title={`Already sent at ${of.at}`}>
        Nothing is sent twice.
      </Callout>
    );
  return (
    <Callout tone="ok" title={`Already posted at ${of.at}`}>
      This form was posted under{" "}
      <a href={`/receipts/${of.reference}`} className="link font-mono text-meta">
        {of.reference}
      </a>
      . Nothing is posted twice.
    </Callout>
  );
}

const SENT = "countinghouseSent";

/** The key under which this form was sent from this place in the browser's history; a page may have several forms. */
function sentFromHere(formId: string): string | undefined {
  const sent: unknown = window.history.state?.[SENT]?.[formId];
  return typeof sent === "string" ? sent : undefined;
}

function rememberSent(formId: string, key: string | undefined): void {
  const { state } = window.history;
  window.history.replaceState({ ...state, [SENT]: { ...state?.[SENT], [formId]: key } }, "");
}

function startAnother(formId: string): void {
  rememberSent(formId, undefined);
  window.location.reload();
}

function keyOf(form: HTMLFormElement): string {
  const field = form.elements.namedItem("key");
  return field instanceof HTMLInputElement ? field.value : "";
}

async function askFor(key: string, signal: AbortSignal): Promise<Posted | null> {
  try {
    const response = await fetch(`/desk/posted?key=${encodeURIComponent(key)}`, { signal });
    return response.ok ? await response.json() : null;
  } catch {
    // Without an answer the form stays: its key lets nothing be posted twice.
    return null;
  }
}
