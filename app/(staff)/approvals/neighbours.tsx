import { Keycap } from "@/components/ui/keycap";
import type { StaffActor } from "@/lib/core/context";
import { inboxHref } from "./standing-in";

type Props = { previousId: string | undefined; nextId: string | undefined; actor: StaffActor };

/** Steps through the inbox: J for the next request, K for the one before. */
export function Neighbours({ previousId, nextId, actor }: Props) {
  return (
    <p className="mt-4 flex gap-4 text-ink-2 text-meta">
      {nextId ? <Neighbour href={inboxHref(actor, { item: nextId })} word="Next" keys="J" /> : null}
      {previousId ? <Neighbour href={inboxHref(actor, { item: previousId })} word="Previous" keys="K" /> : null}
    </p>
  );
}

function Neighbour({ href, word, keys }: { href: string; word: string; keys: string }) {
  return (
    <a
      href={href}
      data-key={keys.toLowerCase()}
      aria-keyshortcuts={keys}
      className="link flex min-h-6 items-center gap-1.5"
    >
      {word} <Keycap>{keys}</Keycap>
    </a>
  );
}
