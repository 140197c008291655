import { formatMaskedIban } from "@/lib/core/iban";

const words = { current: "Current account", savings: "Savings account", term_deposit: "Term deposit" } as const;

export type AccountKind = keyof typeof words;

/** An account as its owner calls it: `Savings account ··9020`. */
export function accountName({ kind, iban }: { kind: AccountKind; iban: string }): string {
  return `${words[kind]} ${formatMaskedIban(iban)}`;
}

/** The same inside a sentence: `savings account ··9020`. */
export function accountInSentence(account: { kind: AccountKind; iban: string }): string {
  const name = accountName(account);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
