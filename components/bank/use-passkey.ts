"use client";

import { useEffect, useState } from "react";
import { type FormAction, useSending } from "@/components/form/use-sending";

type Passkey = { act: "get" | "create"; ask: FormAction; finish: FormAction };

/**
 * Asks the bank for a challenge, lets the browser's device answer it, and posts the answer. `ready` only where the browser
 * knows passkeys; `message` is what went wrong, in a sentence.
 */
export function usePasskey({ act, ask, finish }: Passkey) {
  const [ready, setReady] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { state, sending, send } = useSending(finish, null);

  useEffect(() => setReady(typeof window.PublicKeyCredential === "function"), []);

  async function press(asked: Record<string, string>, posted: Record<string, string>): Promise<void> {
    setFailure(null);
    setAsking(true);
    try {
      const answer = await ask(null, formOf(asked));
      if (!answer?.done || !answer.message) {
        setFailure(answer?.message ?? "Fill in every field first.");
        return;
      }
      const optionsJSON = JSON.parse(answer.message);
      const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
      const signed = await (act === "get" ? startAuthentication({ optionsJSON }) : startRegistration({ optionsJSON }));
      send(formOf({ ...posted, passkey: JSON.stringify(signed) }));
    } catch {
      // The person closed the device's window, or it has no passkey of this bank.
      setFailure("No passkey was used. Try once more, or go on another way.");
    } finally {
      setAsking(false);
    }
  }

  const message = failure ?? (state?.done ? null : (state?.message ?? null));
  return {
    ready,
    busy: asking || sending === "sending",
    message,
    done: state?.done ? state.message : undefined,
    press,
  };
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
