"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { Callout } from "@/components/ui/callout";

/** The picture chosen with a document that is being saved: it is added by the next page, once the document is on file. */
let chosen: { customerId: string; file: File } | null = null;

/** Takes a picture with the document, in one go. Without a script the page of pictures takes it. */
export function PictureOfDocument({ customerId }: { customerId: string }) {
  const id = useId();
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  useEffect(() => {
    chosen = null;
  }, []);
  if (!scripted) return null;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold">
        Picture of its front or photo page <span className="font-normal text-ink-2">(optional)</span>
      </label>
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png,application/pdf,.jpg,.jpeg,.png,.pdf"
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget: { files } }) => {
          chosen = files?.[0] ? { customerId, file: files[0] } : null;
        }}
        className="block min-h-(--control) w-full max-w-full file:me-3 file:min-h-(--control) file:cursor-pointer file:rounded-control file:border file:border-control file:border-solid file:bg-surface file:px-3.5 file:font-medium file:text-ink"
      />
      <p id={`${id}-hint`} className="mt-1 text-ink-2 text-meta">
        PDF, JPEG or PNG, up to 5 MB. It is added when you save; more pictures may follow.
      </p>
    </div>
  );
}

type Outcome = "adding" | "added" | "unknown" | { refused: string };

/** Adds the picture that was chosen with the document, and says what became of it. */
export function AddChosenPicture({ customerId, onFile }: { customerId: string; onFile: boolean }) {
  const router = useRouter();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const begun = useRef(false);

  useEffect(() => {
    if (begun.current || !onFile || chosen?.customerId !== customerId) return;
    begun.current = true;
    const { file } = chosen;
    chosen = null;
    setOutcome("adding");
    const body = new FormData();
    body.set("side", "front");
    body.set("scan", file);
    fetch(`/customers/${customerId}/scans/add`, { method: "POST", body })
      .then((answer) => {
        const said = new URL(answer.url);
        if (said.searchParams.get("added")) setOutcome("added");
        else if (said.searchParams.get("refused")) setOutcome({ refused: said.pathname + said.search });
        else setOutcome("unknown");
        router.refresh();
      })
      .catch(() => setOutcome("unknown"));
  }, [customerId, onFile, router]);

  if (!outcome) return null;
  return (
    <div className="mb-5">
      <output>{outcomeWords(outcome, customerId)}</output>
    </div>
  );
}

function outcomeWords(outcome: Outcome, customerId: string) {
  if (outcome === "adding") return <Callout title="Adding the picture of the document…" />;
  if (outcome === "added") return <Callout tone="ok" title="The picture of the document is kept" />;
  const refused = typeof outcome === "object";
  return (
    <Callout
      tone="danger"
      title={refused ? "The picture was not added" : "It is not known whether the picture was added"}
    >
      <a href={refused ? outcome.refused : `/customers/${customerId}/scans`} className="underline">
        {refused ? "See why, and add another" : "Look at the pictures"}
      </a>
    </Callout>
  );
}

const never = () => () => {};
