import type { ActivityRow } from "@/lib/audit/queries";
import { formatIban } from "@/lib/core/iban";

/** The page of what an act was done to; a beneficiary, a sign-in or a day leads to the customer concerned, if any. */
export function subjectHref({ subjectKind, subjectId, customerId }: ActivityRow): string | null {
  switch (subjectKind) {
    case "customer":
      return `/customers/${subjectId}`;
    case "account":
      return `/accounts/${subjectId}`;
    case "loan":
      return `/loans/${subjectId}`;
    default:
      return customerId ? `/customers/${customerId}` : null;
  }
}

/** What an act was done to, in words: an account by its number in groups of four. */
export function subjectWords({ subjectKind, subject }: ActivityRow): string {
  return subjectKind === "account" ? formatIban(subject ?? "") : (subject ?? "");
}
