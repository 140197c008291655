import { Keycap } from "@/components/ui/keycap";

/** Steps through the inbox: J for the next request, K for the one before. */
export function Neighbours({ previousId, nextId }: { previousId: string | undefined; nextId: string | undefined }) {
  return (
    <p className="mt-4 flex gap-4 text-ink-2 text-meta">
      {nextId ? <Neighbour id={nextId} word="Next" keys="J" /> : null}
      {previousId ? <Neighbour id={previousId} word="Previous" keys="K" /> : null}
    </p>
  );
}

function Neighbour({ id, word, keys }: { id: string; word: string; keys: string }) {
  return (
    <a
      href={`/approvals?item=${id}`}
      data-key={keys.toLowerCase()}
      aria-keyshortcuts={keys}
      className="link flex min-h-6 items-center gap-1.5"
    >
      {word} <Keycap>{keys}</Keycap>
    </a>
  );
}
