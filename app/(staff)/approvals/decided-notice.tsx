import { Callout } from "@/components/ui/callout";
import type { CustomerRecord } from "@/lib/customers/profile-queries";

/** What the decision just made became of the application. */
export function DecidedNotice({ customer, consented }: { customer: CustomerRecord; consented: boolean }) {
  const words = consented ? consentWords : outcomes[customer.status];
  if (!words) return null;
  return (
    <div className="mb-4" role="status">
      <Callout tone={customer.status === "active" ? "ok" : "info"} title={words(customer)}>
        <a href={`/customers/${customer.id}`} className="link">
          Open the record
        </a>
      </Callout>
    </div>
  );
}

const consentWords = ({ fullName }: CustomerRecord) => `Your consent to ${fullName} is kept with its reason`;

const outcomes: Partial<Record<CustomerRecord["status"], (customer: CustomerRecord) => string>> = {
  active: ({ fullName }) => `Approved: ${fullName} is a customer now`,
  compliance_review: ({ fullName }) => `You consented: compliance decides on ${fullName} now`,
  returned: ({ fullName, submittedByName }) =>
    `Returned: the application of ${fullName} is with ${submittedByName ?? "its officer"} again`,
  rejected: ({ fullName }) => `Rejected: the application of ${fullName} is kept with the reason`,
};
