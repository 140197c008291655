import type { Mandate } from "@/lib/accounts/mandate-queries";
import { partyRoles } from "@/lib/accounts/schema";
import { formatIban } from "@/lib/core/iban";
import type { CustomerId } from "@/lib/core/ids";
import { signingWords } from "@/lib/reports/customer-file";

/** The accounts that others have a part in as well: who they are, and who signs. */
export function Mandates({ mandates, of }: { mandates: readonly Mandate[]; of: CustomerId }) {
  return (
    <ul className="border-rule border-t">
      {mandates.map((mandate) => (
        <li key={mandate.accountId} className="grid gap-x-4 border-rule border-b py-1.5 sm:grid-cols-[16rem_1fr]">
          <span>
            <a href={`/accounts/${mandate.accountId}/parties`} className="link font-medium">
              {mandate.product}
            </a>
            <span className="block whitespace-nowrap font-mono text-ink-2 text-meta">{formatIban(mandate.iban)}</span>
          </span>
          <span>
            {mandate.parties.map(({ customerId, name, role }, at) => (
              <span key={customerId}>
                {at > 0 ? " · " : ""}
                {customerId === of ? (
                  <bdi>{name}</bdi>
                ) : (
                  <a href={`/customers/${customerId}`} className="link">
                    <bdi>{name}</bdi>
                  </a>
                )}
                {role === "owner" ? "" : `, ${partyRoles[role].toLowerCase()}`}
              </span>
            ))}
            <span className="block text-ink-2 text-meta">{`Signs: ${signingWords(mandate)}`}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
