"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { keepDraft, keepForView, LEAVING_TO_PROVE, restoreDraft } from "@/components/form/drafts";
import { Button } from "@/components/ui/button";

type Props = {
  /** The idle limit of this person's session. */
  idleSeconds: number;
  /** Whose drafts are kept and given back. */
  owner: string;
};

/** The server notes activity once a minute, so its clock may be that much ahead of this page's. */
const SLACK_SECONDS = 60;
const WARNING_SECONDS = 120;

/**
 * Warns two minutes before the idle lock; one key puts it off. At the lock the session ends, what was typed is kept in
 * this tab, and signing in again returns to the same form.
 */
export function IdleWatch({ idleSeconds, owner }: Props) {
  const place = `${usePathname()}?${useSearchParams()}`;
  const dialog = useRef<HTMLDialogElement>(null);
  const [contacts, setContacts] = useState(0);
  // No page carries the warning before its time; it is there when it opens, so that the focus finds it.
  const [warned, setWarned] = useState(false);
  const lockAfter = (idleSeconds - SLACK_SECONDS) * 1000;

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new place is a contact with the bank, and so is every stay
  useEffect(() => {
    const others = new BroadcastChannel("contact");
    let timers: ReturnType<typeof setTimeout>[] = [];
    const begin = () => {
      timers.forEach(clearTimeout);
      timers = [
        setTimeout(
          () => {
            flushSync(() => setWarned(true));
            dialog.current?.showModal();
          },
          lockAfter - WARNING_SECONDS * 1000,
        ),
        setTimeout(() => lockNow(owner), lockAfter),
      ];
    };
    begin();
    // Told once to the other tabs, and never passed on by them: two would keep each other awake for ever.
    others.postMessage(null);
    others.onmessage = () => {
      dialog.current?.close();
      begin();
    };
    return () => {
      timers.forEach(clearTimeout);
      others.onmessage = null;
      others.close();
    };
  }, [place, contacts, lockAfter, owner]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft waits at its address, which is also reached without a new document
  useEffect(() => restoreDraft(owner), [place, owner]);

  useEffect(() => {
    const keep = () => keepDraft(owner);
    const keepForIt = (event: Event) => keepForView(owner, event);
    window.addEventListener(LEAVING_TO_PROVE, keep);
    document.addEventListener("click", keepForIt);
    return () => {
      window.removeEventListener(LEAVING_TO_PROVE, keep);
      document.removeEventListener("click", keepForIt);
    };
  }, [owner]);

  async function stay(): Promise<void> {
    dialog.current?.close();
    setContacts((count) => count + 1);
    const answer = await fetch("/sign-in/stay", { cache: "no-store" }).catch(() => null);
    if (answer?.status === 401) await lockNow(owner);
  }

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby="idle-title"
      aria-describedby="idle-text"
      data-no-print=""
      onCancel={(event) => {
        event.preventDefault();
        stay();
      }}
      className="m-auto w-[26rem] max-w-[92vw] rounded-panel border border-rule bg-surface p-5 text-ink shadow-popup backdrop:bg-[#000000]/40 backdrop:backdrop-blur-md"
    >
      {warned ? (
        <>
          <h2 id="idle-title" className="text-lead">
            Are you still there?
          </h2>
          <p id="idle-text" className="mt-2 mb-4">
            In two minutes you are signed out. What you have typed here waits for you.
          </p>
          <Button onClick={stay}>Stay signed in</Button>
        </>
      ) : null}
    </dialog>
  );
}

async function lockNow(owner: string): Promise<void> {
  keepDraft(owner);
  await fetch("/sign-in/lock", { method: "POST", keepalive: true }).catch(() => null);
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}
