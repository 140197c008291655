"use client";

import type { FormAction } from "@/components/form/use-sending";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { usePasskey } from "./use-passkey";

type Props = {
  ask: FormAction;
  finish: FormAction;
  next?: string | null;
  /** What the question needs to know, and what is posted with the answer. */
  asked?: Record<string, string>;
  posted?: Record<string, string>;
  /** What the button says while the device is asked. */
  waiting?: string;
  children: string;
};

/** Proves with a passkey who somebody is; it is not there where the browser knows none. */
export function PasskeyButton({
  ask,
  finish,
  next,
  asked = {},
  posted = {},
  waiting = "Waiting for your passkey…",
  children,
}: Props) {
  const { ready, busy, message, press } = usePasskey({ act: "get", ask, finish });
  if (!ready) return null;
  return (
    <div className="grid gap-3">
      {message ? (
        <div role="alert">
          <Callout tone="danger" title={message} />
        </div>
      ) : null}
      <Button look="ghost" disabled={busy} onClick={() => press(asked, next ? { ...posted, next } : posted)}>
        {busy ? waiting : children}
      </Button>
    </div>
  );
}
