"use client";

import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
};

type FrameProps = Omit<FieldProps, "name"> & { id: string; errors?: readonly string[]; children: ReactNode };

/** Label above, the control, then what is wrong and what helps. */
export function FieldFrame({ id, label, hint, optional, errors, children }: FrameProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label} {optional ? <Optional /> : null}
      </label>
      <FieldErrors id={id} errors={errors} />
      {children}
      <Hint id={id}>{hint}</Hint>
    </div>
  );
}

export function Optional() {
  return <span className="font-normal text-ink-2">(optional)</span>;
}

export function FieldErrors({ id, errors }: { id: string; errors?: readonly string[] }) {
  if (!errors?.length) return null;
  return (
    <p id={`${id}-error`} className="mb-1 flex items-start gap-1.5 font-semibold text-danger">
      <Icon name="alert" className="mt-1" />
      <span>{[...new Set(errors)].join(" ")}</span>
    </p>
  );
}

export function Hint({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-hint`} className="mt-1 text-ink-2 text-meta">
      {children}
    </p>
  );
}

/** What a control says about itself to screen readers. */
export function described(id: string, errors: readonly string[] | undefined, hint: ReactNode) {
  const ids = [errors?.length ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  return { id, "aria-invalid": errors?.length ? true : undefined, "aria-describedby": ids || undefined };
}

/** The look of every control one types into. */
export const controlLook =
  "h-(--control) w-full max-w-full rounded-control border border-control bg-surface px-2 text-ink aria-invalid:border-2 aria-invalid:border-danger";
