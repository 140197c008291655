import { reason } from "./reason";

/** Beneficiaries. */
export const beneficiaries = {
  beneficiary_exists: reason<{ name: string }>("conflict", (p) => `You already have this IBAN as '${p.name}'.`, "iban"),
  own_account_beneficiary: reason(
    "rule_violation",
    () => "This is one of your own accounts. Use a transfer between own accounts.",
    "iban",
  ),
} as const;
