import { formatLocalTime } from "@/lib/core/local-time";

type Notice = { id: string; at: string; subject: string; body: string };

/** What the bank told the person, latest first; `at` is local time in text. Nothing at all when there is none. */
export function NoticeList({ notices }: { notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <section aria-label="Notices" className="mt-5 max-w-measure">
      <h2 className="mb-1.5 font-semibold">Notices</h2>
      <ul className="border-rule border-t">
        {notices.map(({ id, at, subject, body }) => (
          <li key={id} className="border-rule border-b py-2">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="font-medium">{subject}</span>
              <time className="text-ink-2 text-meta">{formatLocalTime(at)}</time>
            </p>
            <p className="text-ink-2">{body}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
