import type { AccountPage } from "@/lib/accounts/queries";
import { formatMaskedIban } from "@/lib/core/iban";
import { accountKinds } from "./account-words";

/** The way back from a page below an account. */
export function backToAccount({ id, kind, iban }: Pick<AccountPage, "id" | "kind" | "iban">) {
  return { href: `/accounts/${id}`, label: `${accountKinds[kind]} ${formatMaskedIban(iban)}` };
}
