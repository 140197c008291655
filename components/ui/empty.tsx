import type { ReactNode } from "react";
import { ButtonLink } from "./button";
import { Icon } from "./icon";

type Kind =
  | { kind: "none"; title: string; action?: { href: string; label: string } }
  | { kind: "no-results"; title: string; clearHref: string }
  | { kind: "all-done"; title: string };

/** A list without rows, in place of its table: none yet, nothing for these filters, or all done. */
export function Empty({ children, ...state }: Kind & { children?: ReactNode }) {
  return (
    <div className="border-rule border-y py-6">
      <p className="flex items-center gap-2 font-semibold">
        {state.kind === "all-done" ? <Icon name="check" className="text-accent" /> : null}
        {state.title}
      </p>
      {children ? <div className="mt-1 max-w-measure text-ink-2">{children}</div> : null}
      {state.kind === "none" && state.action ? (
        <p className="mt-3">
          <ButtonLink href={state.action.href} look="primary">
            {state.action.label}
          </ButtonLink>
        </p>
      ) : null}
      {state.kind === "no-results" ? (
        <p className="mt-3">
          <ButtonLink href={state.clearHref}>Clear filters</ButtonLink>
        </p>
      ) : null}
    </div>
  );
}
