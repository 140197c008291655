import { CheckboxGroup } from "@/components/form/choice-fields";
import type { AccountParty } from "@/lib/accounts/party-queries";
import type { AccountPage } from "@/lib/accounts/queries";
import { partyRoles, signingRules } from "@/lib/accounts/schema";
import { asksWhoSigns, signersOf } from "@/lib/accounts/signing";
import { formatDate } from "@/lib/core/dates";

/** Who is present and signs; an owner alone is not asked. */
export function Signatories({ account, parties }: { account: AccountPage; parties: readonly AccountParty[] }) {
  if (!asksWhoSigns(parties, account.signingRule)) return null;
  const signers = signersOf(parties);
  return (
    <CheckboxGroup
      name="present"
      label="Present and signing"
      hint={`${signingRules[account.signingRule]}.`}
      options={signers.map(({ customerId, name, role, birthDate }) => ({
        value: customerId,
        label: name,
        hint: [partyWords[role], birthDate ? formatDate(birthDate) : null].filter(Boolean).join(" · "),
      }))}
    />
  );
}

export const partyWords = { owner: "Owner", ...partyRoles } as const;
