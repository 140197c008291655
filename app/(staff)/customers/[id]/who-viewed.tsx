import type { Viewer } from "@/lib/audit/view-queries";
import { formatLocalTime } from "@/lib/core/local-time";

/** Who of the staff was shown this customer's data last. */
export function WhoViewed({ viewers }: { viewers: readonly Viewer[] }) {
  if (viewers.length === 0) return <p className="text-ink-2">Nobody yet</p>;
  return (
    <ul className="grid gap-2">
      {viewers.map(({ actor, looks, lastAt, scans }) => (
        <li key={`${actor} ${lastAt}`}>
          <bdi>{actor}</bdi>
          {scans ? ", also a document" : ""}
          <span className="block text-ink-2 text-meta">
            {formatLocalTime(lastAt)}
            {looks > 1 ? ` · ${looks} times` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}
