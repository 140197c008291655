import { formatLocalTime } from "@/lib/core/local-time";
import type { CustomerRecord } from "@/lib/customers/profile-queries";

/** Who consented to this applicant of high risk as senior manager, when and why; or that somebody still must. */
export function GivenConsent({ consent }: Pick<CustomerRecord, "consent">) {
  return (
    <dl className="mt-3">
      <dt className="text-ink-2 text-meta">Consent of a senior manager</dt>
      {consent?.by ? (
        <>
          <dd>
            {consent.by}
            {consent.at ? `, ${formatLocalTime(consent.at)}` : ""}
          </dd>
          <dd className="whitespace-pre-line text-ink-2">{consent.reason}</dd>
        </>
      ) : (
        <dd>Asked for. Compliance can accept once it is given.</dd>
      )}
    </dl>
  );
}
