"use client";

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import type { FormState } from "@/lib/core/form-state";
import { LEAVING_TO_PROVE } from "./drafts";

export type FormAction = (state: FormState, formData: FormData) => Promise<FormState>;

/** How a form stands: nothing sent, under way, answered, nobody knows, or opened before the bank's pages were renewed. */
export type Sending = "idle" | "sending" | "unknown" | "outdated";

/**
 * Sends a form once. While it is under way nothing else is sent; when the answer is lost, `again` sends the same form with
 * the same key, which answers with what became of the first. A redirect, and a failure of the bank, go to the page.
 */
export function useSending(action: FormAction, posted: FormState) {
  const [answer, setAnswer] = useState<FormState>(null);
  const [outcome, setOutcome] = useState<"unknown" | "outdated" | null>(null);
  const [pending, startTransition] = useTransition();
  const underWay = useRef(false);
  const sent = useRef<FormData | null>(null);
  const state = answer ?? posted;

  function send(formData: FormData): void {
    if (underWay.current) return;
    underWay.current = true;
    sent.current = formData;
    setOutcome(null);
    startTransition(async () => {
      try {
        const next = await action(state, formData);
        startTransition(() => setAnswer(next));
      } catch (failure) {
        if (asksForProof(failure)) window.dispatchEvent(new Event(LEAVING_TO_PROVE));
        unstable_rethrow(failure);
        if (unstable_isUnrecognizedActionError(failure)) setOutcome("outdated");
        else if (isFailureOfBank(failure)) throw failure;
        else setOutcome("unknown");
      } finally {
        underWay.current = false;
      }
    });
  }

  function again(): void {
    if (sent.current) send(sent.current);
  }

  const sending: Sending = pending ? "sending" : (outcome ?? "idle");
  return { state, sending, send, again };
}

/** The act sends its person to sign in, or to give their second factor again. */
function asksForProof(failure: unknown): boolean {
  return isFailureOfBank(failure) && /^NEXT_REDIRECT;\w+;\/sign-in\b/.test((failure as { digest: string }).digest);
}

/** The server answered and said that it failed: it carries a digest. Anything else is a lost connection. */
function isFailureOfBank(failure: unknown): boolean {
  return failure instanceof Error && "digest" in failure && typeof failure.digest === "string";
}
