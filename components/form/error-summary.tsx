"use client";

import { useFormMetadata } from "@conform-to/react";
import { useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import type { FormState } from "@/lib/core/form-state";

const PREFIX = "Error: ";
/** Where no script runs, the browser itself leads to the summary: it is the first on the page to ask for the focus. */
const WITHOUT_SCRIPT = { autoFocus: true };

/** What has to be put right, above the form: the same sentences as at the fields, each leading to its field. */
export function ErrorSummary({ formId, answer }: { formId: string; answer: FormState }) {
  const box = useRef<HTMLDivElement>(null);
  const form = useFormMetadata(formId);
  const messages = Object.entries(form.allErrors).flatMap(([name, sentences]) =>
    [...new Set(sentences)].map((sentence) => ({ name, sentence })),
  );
  const failed = messages.length > 0;

  useEffect(() => {
    if (!answer || !failed) return;
    box.current?.focus();
    const title = document.title;
    if (!title.startsWith(PREFIX)) document.title = PREFIX + title;
    return () => {
      document.title = document.title.replace(PREFIX, "");
    };
  }, [answer, failed]);

  if (!failed) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      {...WITHOUT_SCRIPT}
      className="border-danger border-s-3 bg-danger-ground px-3 py-2.5"
    >
      <h2 className="flex items-center gap-2 font-semibold text-danger">
        <Icon name="alert" /> {answer?.reason === "unavailable" ? "The bank cannot answer right now" : "Not done yet"}
      </h2>
      <ul className="mt-1 grid gap-1">
        {messages.map(({ name, sentence }) => (
          <li key={name + sentence}>
            {name === "" ? sentence : <FieldLink formId={formId} name={name} sentence={sentence} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function FieldLink({ formId, name, sentence }: { formId: string; name: string; sentence: string }) {
  const id = `${formId}-${name}`;
  return (
    <a
      href={`#${id}`}
      className="inline-block min-h-6 text-danger underline"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {sentence}
    </a>
  );
}
