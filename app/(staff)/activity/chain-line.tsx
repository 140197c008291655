import { Mark } from "@/components/ui/status";
import { formatWaiting, LATE_SECONDS, type SealingState } from "@/lib/ledger/seal-queries";

/** Where the chain of seals stands, in a line: acts up to there can no longer be changed unseen. */
export function ChainLine({ state, href }: { state: SealingState; href: string | null }) {
  const { head, waiting, lagSeconds } = state;
  const late = lagSeconds > LATE_SECONDS;
  const rows = `${formatWaiting(state)} waiting`;
  const text = head ? `Sealed to ${head.sealedAt.slice(11, 16)}, ${rows}` : `Nothing is sealed yet, ${rows}`;
  return (
    <p className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <Mark
        icon={late ? "alert" : waiting === 0n ? "lock" : "clock"}
        word={late ? `${text} for ${lagSeconds} s` : text}
        tone={late ? "danger" : waiting === 0n ? "ok" : "held"}
      />
      {href ? (
        <a href={href} className="link text-meta">
          Chain of seals
        </a>
      ) : null}
    </p>
  );
}
