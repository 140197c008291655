import { Money } from "@/components/bank/money";
import { Panel } from "@/components/layout/panel";
import { Status } from "@/components/ui/status";
import { formatLocalTime } from "@/lib/core/local-time";
import type { OwnRequest } from "@/lib/operations/own-requests";

/** What somebody asked a second person for: released to them, come back, or waiting. Nothing at all when there is none. */
export function OwnRequests({ requests }: { requests: readonly OwnRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <Panel title="Your requests" flush>
      <ul>
        {requests.map(({ id, words, status, customer, amountMinor, currency, at }) => (
          <li key={id} className="border-rule border-b px-3.5 py-2 last:border-b-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <a href={`/approvals/${id}`} className="link">
                {words}
              </a>
              {amountMinor !== null && currency ? <Money minor={amountMinor} currency={currency} symbol /> : null}
            </p>
            {customer ? (
              <p className="text-ink-2 text-meta">
                <bdi>{customer}</bdi>
              </p>
            ) : null}
            <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-meta">
              <Status of="approval" is={status} />
              <span className="text-ink-2">{formatLocalTime(at)}</span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
