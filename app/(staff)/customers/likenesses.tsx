import { Callout } from "@/components/ui/callout";
import { Status } from "@/components/ui/status";
import { formatDate } from "@/lib/core/dates";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import type { Likeness } from "@/lib/customers/review-queries";

/** Records that may be of the same person or organisation, with the facts that agree. */
export function Likenesses({
  items,
  kind,
  decideHref,
}: {
  items: readonly Likeness[];
  kind: CustomerRecord["kind"];
  decideHref?: string;
}) {
  const one = kind === "individual" ? "person" : "organisation";
  const title =
    items.length === 1 ? `The bank may already know this ${one}` : `${items.length} records may be of this ${one}`;
  return (
    <Callout tone="held" title={title}>
      <ul className="mt-1 grid gap-2">
        {items.map((item) => (
          <li key={item.id} className="flex flex-wrap items-baseline gap-x-4">
            <span>
              {item.mayOpen ? (
                <a href={`/customers/${item.id}`} className="link font-medium">
                  <bdi>{item.fullName}</bdi>
                </a>
              ) : (
                <bdi className="font-medium">{item.fullName}</bdi>
              )}
              {item.birthDate ? `, born ${formatDate(item.birthDate)}` : null}
            </span>
            <span className="text-ink-2 text-meta">
              <span className="font-mono">{item.customerNo}</span> · {item.branch} · same {item.agrees.join(" and ")}
            </span>
            <Status of="customer" is={item.status} />
            {item.decision ? (
              <span className="basis-full text-meta">
                {item.decision.same ? `The same ${one}` : `Another ${one}`}, decided by {item.decision.by}:{" "}
                {item.decision.reason}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {decideHref ? (
        <p className="mt-2">
          <a href={decideHref} className="link font-medium">
            {kind === "individual" ? "Does the bank know them?" : "Does the bank know it?"}
          </a>
        </p>
      ) : null}
    </Callout>
  );
}
