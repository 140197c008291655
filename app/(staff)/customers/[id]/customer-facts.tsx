import { Panel } from "@/components/layout/panel";
import { formatDate } from "@/lib/core/dates";
import { formatLocalTime } from "@/lib/core/local-time";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { answersOf } from "../answers";
import { RiskMark } from "../risk-mark";

/** Who the customer is and how to reach them. */
export function CustomerFacts({ customer }: { customer: CustomerRecord }) {
  const { identity, organisation, contact, document, declarations, business } = answersOf(customer);
  const own =
    customer.kind === "individual"
      ? [...identity.slice(1), ...document, ...declarations]
      : [...organisation.slice(1), ...business];
  const facts = [...contact, ...own].filter(({ value }) => value !== null);
  return (
    <Panel
      title="Details"
      aside={
        customer.riskRating ? (
          <span className="flex gap-1.5">
            Risk <RiskMark rating={customer.riskRating} />
          </span>
        ) : null
      }
    >
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5">
        {facts.map(({ term, value }) => (
          <div key={term} className={WIDE.includes(term) ? "col-span-2" : ""}>
            <dt className="text-ink-2 text-meta">{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {customer.nextReviewOn ? (
          <div>
            <dt className="text-ink-2 text-meta">Next review</dt>
            <dd>{formatDate(customer.nextReviewOn)}</dd>
          </div>
        ) : null}
        {customer.consent?.by ? (
          <div className="col-span-2">
            <dt className="text-ink-2 text-meta">Consent of a senior manager</dt>
            <dd>
              {customer.consent.by}
              {customer.consent.at ? `, ${formatLocalTime(customer.consent.at)}` : ""}
            </dd>
          </div>
        ) : null}
        {customer.tookIn.length > 0 ? (
          <div className="col-span-2">
            <dt className="text-ink-2 text-meta">Records merged into this one</dt>
            <dd className="flex flex-wrap gap-x-3">
              {customer.tookIn.map(({ id, customerNo }) => (
                <a key={id} href={`/customers/${id}`} className="link font-mono text-meta">
                  {customerNo}
                </a>
              ))}
            </dd>
          </div>
        ) : null}
        <div className="col-span-2">
          <dt className="text-ink-2 text-meta">Sign-in</dt>
          <dd>{signInOf(customer)}</dd>
        </div>
      </dl>
    </Panel>
  );
}

/** Facts that take the whole width of the panel. */
const WIDE = [
  "Guardian",
  "Guardian 2",
  "Address",
  "E-mail",
  "Legal form",
  "What it does",
  "Trading names",
  "LEI",
  "Register extract and articles",
];

function signInOf({ kind, hasSignIn }: CustomerRecord): string {
  if (kind === "organisation") return "Its signatories sign in as themselves";
  return hasSignIn ? "Set up by the customer" : "None yet";
}
