"use client";

import { type FormEvent, useEffect } from "react";
import { controlLook } from "@/components/form/field-frame";
import type { FormAction } from "@/components/form/use-sending";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { RecoveryCodes } from "./recovery-codes";
import { usePasskey } from "./use-passkey";

type Props = { ask: FormAction; finish: FormAction; asksPassword: boolean; name: string; onwards: string };

/** Makes a passkey on this device. As a first second factor it brings recovery codes, which are shown once. */
export function AddPasskey({ ask, finish, asksPassword, name, onwards }: Props) {
  const { ready, busy, message, done, press } = usePasskey({ act: "create", ask, finish });
  const codes = done?.includes("-") ? done.split(" ") : null;
  useEffect(() => {
    if (done && !codes) window.location.assign(onwards);
  }, [done, codes, onwards]);
  if (codes) return <RecoveryCodes codes={codes} done="Your passkey is ready" name={name} onwards={onwards} />;
  if (!ready) return null;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (field: string) => String(typed.get(field) ?? "");
    press(asksPassword ? { proof: text("proof") } : {}, { name: text("name") });
  }

  return (
    <form onSubmit={submit} className="grid max-w-[36rem] gap-(--gap)">
      {message ? (
        <div role="alert">
          <Callout tone="danger" title={message} />
        </div>
      ) : null}
      <div>
        <label htmlFor="passkey-name" className="mb-1 block font-semibold">
          What you call this device
        </label>
        <input id="passkey-name" name="name" maxLength={60} autoComplete="off" className={controlLook} />
      </div>
      {asksPassword ? (
        <div>
          <label htmlFor="passkey-proof" className="mb-1 block font-semibold">
            Password, to add the passkey
          </label>
          <input
            id="passkey-proof"
            name="proof"
            type="password"
            autoComplete="current-password"
            className={controlLook}
          />
        </div>
      ) : null}
      <Button type="submit" look="ghost" disabled={busy}>
        {busy ? "Waiting for your device…" : "Add a passkey"}
      </Button>
    </form>
  );
}
