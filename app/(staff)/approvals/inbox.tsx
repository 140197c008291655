import { Money } from "@/components/bank/money";
import { Icon } from "@/components/ui/icon";
import type { StaffActor } from "@/lib/core/context";
import { formatWait } from "@/lib/core/local-time";
import { approvables } from "@/lib/operations/approvable";
import type { WaitingItem } from "@/lib/operations/waiting-approvals";
import { inboxHref, requestHref } from "./standing-in";

const kinds = { customer: "New customer", consent: "Consent to high risk", loan: "Loan" } as const;

const wordsOf = (item: WaitingItem) => (item.kind === "request" ? approvables[item.what].words : kinds[item.kind]);

type Props = { items: readonly WaitingItem[]; selectedId: string | undefined; actor: StaffActor };

/** What waits, the most urgent first; the viewer's own requests are in sight and locked. */
export function Inbox({ items, selectedId, actor }: Props) {
  return (
    <ol className="border-rule border-t">
      {items.map((item) => (
        <li key={item.id} className="border-rule border-b">
          <a
            href={item.kind === "request" ? requestHref(actor, item.id) : inboxHref(actor, { item: item.id })}
            aria-current={item.id === selectedId ? "true" : undefined}
            className={`flex min-h-13 items-center justify-between gap-3 px-4 py-1.5 no-underline ${look(item, selectedId)}`}
          >
            <span className="min-w-0">
              <span className={item.own ? "block" : "block font-semibold"}>{wordsOf(item)}</span>
              <span className="block text-ink-2 text-meta">
                <bdi>{item.title}</bdi>
              </span>
              {item.own ? <span className="block text-meta">You made this request</span> : null}
            </span>
            <span className="text-end">
              {item.amountMinor !== null && item.currency ? (
                <Money minor={item.amountMinor} currency={item.currency} symbol />
              ) : null}
              <span className="flex items-center justify-end gap-1 text-ink-2 text-meta">
                {item.own ? (
                  <>
                    <Icon name="lock" /> locked
                  </>
                ) : (
                  `waits ${formatWait(item.minutes)}`
                )}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}

function look(item: WaitingItem, selectedId: string | undefined): string {
  if (item.id === selectedId) return "bg-second-ground text-ink shadow-[inset_3px_0_0_var(--color-second)]";
  return item.own ? "text-ink-2 hover:bg-selected" : "text-ink hover:bg-selected";
}
