import { formatMaskedIban } from "@/lib/core/iban";

const words = { current: "Current account", savings: "Savings account", term_deposit: "Term deposit" } as const;

export type AccountKind = keyof typeof words;

type Named = { kind: AccountKind; iban: string; organisation?: string | null };

/** An account as its owner calls it: `Savings account ··9020`; one only signed for with the organisation that owns it. */
export function accountName({ kind, iban, organisation }: Named): string {
  const name = `${words[kind]} ${formatMaskedIban(iban)}`;
  return organisation ? `${name}, ${organisation}` : name;
}

/** The same inside a sentence: `savings account ··9020`. */
export function accountInSentence(account: Named): string {
  const name = accountName(account);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
