"use client";

import type { MouseEvent, ReactNode } from "react";
import { formatIban } from "@/lib/core/iban";

/** Puts a payee into the form and leaves the rest as it was typed; without scripts the link opens the form with the payee in it. */
export function PayeeLink({ formId, iban, children }: { formId: string; iban: string; children: ReactNode }) {
  function choose(event: MouseEvent) {
    const form = document.getElementById(formId);
    const field = form instanceof HTMLFormElement ? form.elements.namedItem("to") : null;
    if (!(form instanceof HTMLFormElement) || !(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    field.value = formatIban(iban);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const amount = form.elements.namedItem("amount");
    if (amount instanceof HTMLInputElement) amount.focus();
  }
  return (
    <a href={`?to=${iban}`} className="link" onClick={choose}>
      {children}
    </a>
  );
}
