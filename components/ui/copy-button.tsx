"use client";

import { useState } from "react";
import { Icon } from "./icon";

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  }
  return (
    <button
      type="button"
      onClick={copy}
      className="link inline-flex min-h-[var(--tap,1.5rem)] cursor-pointer items-center gap-1 font-sans text-meta"
    >
      <Icon name={copied ? "check" : "copy"} />
      <span role="status">{copied ? "Copied" : "Copy"}</span>
      <span className="sr-only"> {what}</span>
    </button>
  );
}
