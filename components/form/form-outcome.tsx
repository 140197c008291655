"use client";

import { useEffect, useState } from "react";
import type { FormState } from "@/lib/core/form-state";
import { wordUnderWay } from "./sending-context";
import type { Sending } from "./use-sending";

type FormOutcomeProps = { state: FormState; sending: Sending; money: boolean; again: () => void };

const SLOW_MS = 10_000;

const buttonLook =
  "mt-2 min-h-[max(2.25rem,var(--control))] cursor-pointer rounded-control border border-control bg-surface px-3.5 font-semibold";

/** What a form says about itself besides corrections: under way for long, lost, outdated, or done. */
export function FormOutcome({ state, sending, money, again }: FormOutcomeProps) {
  const slow = useSlow(sending === "sending");
  return (
    <>
      <p
        role="status"
        className={slow ? "border-held border-s-3 bg-held-ground px-3 py-2 font-semibold text-held" : "sr-only"}
      >
        {slow
          ? `Still working. Do not ${money ? "post" : "send"} again.`
          : sending === "sending"
            ? wordUnderWay(money)
            : ""}
      </p>
      {sending === "unknown" ? (
        <div role="alert" className="border-held border-s-3 bg-held-ground px-3 py-2.5">
          <p className="font-semibold text-held">{`We do not know yet whether this was ${money ? "posted" : "done"}`}</p>
          <p className="mt-1">The connection was lost. Checking asks about this very form; nothing is done twice.</p>
          <button type="button" onClick={again} className={buttonLook}>
            Check status
          </button>
        </div>
      ) : null}
      {sending === "outdated" ? (
        <div role="alert" className="border-held border-s-3 bg-held-ground px-3 py-2.5">
          <p className="font-semibold text-held">The bank’s pages were renewed after this one was opened</p>
          <p className="mt-1">Nothing was sent. Open the page again and fill it in once more.</p>
          <button type="button" onClick={() => window.location.reload()} className={buttonLook}>
            Open the page again
          </button>
        </div>
      ) : null}
      {sending === "idle" && state?.done && state.message ? (
        <p role="status" className="border-accent border-s-3 bg-selected px-3 py-2 font-semibold text-accent">
          {state.message}
        </p>
      ) : null}
    </>
  );
}

function useSlow(underWay: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!underWay) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [underWay]);
  return slow;
}
