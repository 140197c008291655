import { Panel } from "@/components/layout/panel";
import { Timeline } from "@/components/ui/timeline";
import { actWords } from "@/lib/audit/acts";
import type { ActivityRow } from "@/lib/audit/queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { formatMoney } from "@/lib/core/money";

/** The latest acts on a customer, with who did them. */
export function LatestActivity({ items, allHref }: { items: readonly ActivityRow[]; allHref: string | null }) {
  const all = allHref ? (
    <a href={allHref} className="link">
      Everything
    </a>
  ) : null;
  return (
    <Panel title="Latest activity" aside={all}>
      {items.length === 0 ? <p className="text-ink-2">Nothing lately</p> : null}
      {items.length > 0 ? (
        <Timeline
          label="Latest activity"
          items={items.map((item) => ({
            id: item.id,
            title: titleOf(item),
            meta: (
              <>
                {formatLocalTime(item.at)} · <bdi>{item.actor}</bdi>
              </>
            ),
            icon: item.result === "refused" ? ("cross" as const) : ("check" as const),
            tone: item.result === "refused" ? ("danger" as const) : ("quiet" as const),
          }))}
        />
      ) : null}
    </Panel>
  );
}

function titleOf({ act, amountMinor, currency }: ActivityRow): string {
  const amount = amountMinor !== null && currency ? `, ${formatMoney({ minor: amountMinor, currency })}` : "";
  return `${actWords(act)}${amount}`;
}
