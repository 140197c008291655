"use client";

import { useField } from "@conform-to/react";
import { type RefObject, use, useEffect, useRef, useState } from "react";
import { controlLook, described, FieldFrame, type FieldProps } from "./field-frame";
import { SendingContext } from "./sending-context";

type PasswordFieldProps = FieldProps & { autoComplete: "current-password" | "new-password" };

/** A secret, hidden until its owner asks to see it. It can be pasted; once sent it is never shown or drawn again. */
export function PasswordField({ name, label, hint, optional, autoComplete }: PasswordFieldProps) {
  const [{ id, key, errors }] = useField<string>(name);
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEmptiedWhenAnswered(input);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} errors={errors}>
      <div className="relative">
        <input
          key={key}
          ref={input}
          {...described(id, errors, hint)}
          name={name}
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          className={`${controlLook} pe-16`}
        />
        <button
          type="button"
          aria-controls={id}
          onClick={() => setShown(!shown)}
          className="link absolute inset-y-0 end-0 min-w-14 cursor-pointer px-2"
        >
          {shown ? "Hide" : "Show"}
          <span className="sr-only">
            {" "}
            the characters of {typeof label === "string" ? label.toLowerCase() : "this field"}
          </span>
        </button>
      </div>
    </FieldFrame>
  );
}

/** A refused form keeps what was typed, except secrets. */
function useEmptiedWhenAnswered(input: RefObject<HTMLInputElement | null>): void {
  const { sending } = use(SendingContext);
  const before = useRef(sending);
  useEffect(() => {
    if (before.current === "sending" && sending === "idle" && input.current) input.current.value = "";
    before.current = sending;
  }, [sending, input]);
}
