"use client";

import { useState } from "react";
import { ButtonLink } from "@/components/ui/button";

/** Hands the IBAN to the phone's own sharing, else to the clipboard; without a script it leads to where it can be read. */
export function ShareIban({ iban, text, href }: { iban: string; text: string; href: string }) {
  const [copied, setCopied] = useState(false);

  async function share() {
    if (typeof navigator.share === "function") return navigator.share({ text });
    await navigator.clipboard.writeText(iban);
    setCopied(true);
  }

  return (
    <span
      onClickCapture={(event) => {
        event.preventDefault();
        event.stopPropagation();
        share().catch(() => undefined);
      }}
      role="presentation"
    >
      <ButtonLink href={href}>{copied ? "IBAN copied" : "Share IBAN"}</ButtonLink>
    </span>
  );
}
