import { Panel } from "@/components/layout/panel";
import type { StaffActor } from "@/lib/core/context";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { may } from "@/lib/identity/authorize";

/** What can be printed or taken out about a customer, for whoever may. What takes personal data out at once asks for the second factor first. */
export function CustomerPapers({ actor, customer }: { actor: StaffActor; customer: CustomerRecord }) {
  const page = `/customers/${customer.id}`;
  const printed = may(actor, "customer.onboard")
    ? [
        { name: "Application summary", href: `${page}/papers/application` },
        ...(customer.status === "active"
          ? [
              { name: "Welcome letter", href: `${page}/papers/welcome` },
              { name: "Specimen signature card", href: `${page}/papers/signature-card` },
            ]
          : []),
      ]
    : [];
  const files = may(actor, "customer.export")
    ? [
        { name: "Customer profile (PDF)", href: `${page}/papers/profile` },
        { name: "Everything the bank holds, as a file", href: `${page}/export` },
      ]
    : [];
  if (printed.length + files.length === 0) return null;
  const again = actor.provenLongAgo === true;
  return (
    <Panel title="Papers and files">
      <ul className="grid gap-2">
        {printed.map(({ name, href }) => (
          <li key={href}>
            <a href={href} download className="link">
              {name}
            </a>
          </li>
        ))}
        {files.map(({ name, href }) => (
          <li key={href}>
            {again ? (
              <a href={`/sign-in/code?next=${encodeURIComponent(page)}`} className="link">
                {`${name}: confirm it is you first`}
              </a>
            ) : (
              <a href={href} download className="link">
                {name}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
