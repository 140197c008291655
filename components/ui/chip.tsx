import type { ReactNode } from "react";
import { Icon } from "./icon";

const tones = {
  plain: "border-rule bg-surface text-ink",
  ok: "border-transparent bg-selected text-accent",
  held: "border-transparent bg-held-ground text-held",
  danger: "border-transparent bg-danger-ground text-danger",
  second: "border-transparent bg-second-ground text-second",
  info: "border-transparent bg-info-ground text-info",
} as const;

export type ChipTone = keyof typeof tones;

const shape =
  "inline-flex min-h-6 items-center gap-1.5 whitespace-nowrap rounded-control border px-2 text-meta no-underline";

/** A short fact in a box: a till, a count, a kind. With `href` it is a link. */
export function Chip({ tone = "plain", href, children }: { tone?: ChipTone; href?: string; children: ReactNode }) {
  const className = `${shape} ${tones[tone]}`;
  if (!href) return <span className={className}>{children}</span>;
  return (
    <a href={href} className={`${className} hover:underline`}>
      {children}
    </a>
  );
}

/** A filter that is on, with the link that takes it off. */
export function RemovableChip({ label, href }: { label: string; href: string }) {
  return (
    <a href={href} className={`${shape} ${tones.plain} hover:bg-selected`} aria-label={`Remove filter: ${label}`}>
      {label}
      <Icon name="cross" className="size-3" />
    </a>
  );
}
