"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { controlLook, described, FieldFrame } from "@/components/form/field-frame";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

const AWAY = "The bank cannot be reached right now. Send the files again in a moment.";

type Props = { initialKey: string; lists: readonly { value: string; label: string }[] };

/** Sends the files of a list. Without scripts the browser posts the form itself and is answered with a page. */
export function ListUpload({ initialKey, lists }: Props) {
  const [key, setKey] = useState(initialKey);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    setProblem(null);
    const { href, sentence } = await answerTo(event.currentTarget);
    if (href) return window.location.assign(href);
    setProblem(sentence ?? AWAY);
    if (sentence) setKey(crypto.randomUUID());
    setSending(false);
  }

  return (
    <form
      method="post"
      action="/screening/lists/load"
      encType="multipart/form-data"
      onSubmit={send}
      aria-busy={sending}
      className="grid content-start gap-(--gap)"
    >
      <div role="alert">{problem ? <Callout tone="danger" title={problem} /> : null}</div>
      <input type="hidden" name="key" value={key} readOnly />
      <FieldFrame id="source" label="List">
        <select id="source" name="source" required defaultValue="" className={controlLook}>
          <option value="">Choose…</option>
          {lists.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </FieldFrame>
      <FieldFrame id="version" label="Version" hint="As the publisher calls it, such as its date.">
        <input
          {...described("version", undefined, "hint")}
          name="version"
          required
          maxLength={40}
          autoComplete="off"
          className={controlLook}
          style={{ width: "12rem" }}
        />
      </FieldFrame>
      <FileField name="names" label="Names" hint="SDN.CSV or CONS_PRIM.CSV" />
      <FileField name="aliases" label="Other names" hint="ALT.CSV or CONS_ALT.CSV" optional />
      <FileField name="addresses" label="Addresses" hint="ADD.CSV or CONS_ADD.CSV" optional />
      <div>
        <Button type="submit" look="primary" keys="F9">
          {sending ? "Loading…" : "Load this list"}
        </Button>
      </div>
    </form>
  );
}

function FileField({
  name,
  label,
  hint,
  optional,
}: {
  name: string;
  label: string;
  hint: ReactNode;
  optional?: boolean;
}) {
  return (
    <FieldFrame id={name} label={label} hint={hint} optional={optional}>
      <input
        {...described(name, undefined, hint)}
        type="file"
        name={name}
        accept=".csv,text/csv"
        required={!optional}
        className={`${controlLook} h-auto py-1.5`}
      />
    </FieldFrame>
  );
}

async function answerTo(form: HTMLFormElement): Promise<{ href?: string; sentence?: string }> {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { accept: "application/json" },
    });
    return answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
  } catch {
    return {};
  }
}
