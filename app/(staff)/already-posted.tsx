"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Posted } from "@/lib/command/posted-under";

/**
 * Stands before a form that moves money. When the browser's Back brings a form back that was posted, it says so and takes
 * the form away; one that was refused is fetched anew, because its key is used up.
 */
export function AlreadyPosted({ formId }: { formId: string }) {
  const [reference, setReference] = useState<string | null>(null);

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const remember = () => sessionStorage.setItem(`sent ${keyOf(form)}`, "yes");
    form.addEventListener("submit", remember);
    const asked = new AbortController();
    if (sessionStorage.getItem(`sent ${keyOf(form)}`)) {
      askFor(keyOf(form), asked.signal).then((posted) => {
        if (posted?.is === "posted") setReference(posted.reference);
        if (posted?.is === "refused") window.location.reload();
      });
    }
    return () => {
      form.removeEventListener("submit", remember);
      asked.abort();
    };
  }, [formId]);

  useEffect(() => {
    const form = document.getElementById(formId);
    if (form) form.hidden = reference !== null;
  }, [formId, reference]);

  if (reference === null) return null;
  return (
    <div className="grid justify-items-start gap-3">
      <Callout tone="ok" title="Already posted">
        This form was posted under{" "}
        <Link href={`/receipts/${reference}`} prefetch={false} className="link font-mono text-meta">
          {reference}
        </Link>
        . Nothing is posted twice.
      </Callout>
      <Button look="ghost" onClick={() => window.location.reload()}>
        Start another
      </Button>
    </div>
  );
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
