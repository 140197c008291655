import { CopyButton } from "@/components/ui/copy-button";
import { formatIban, formatMaskedIban } from "@/lib/core/iban";

/** An IBAN in groups of four, with a button that copies it without the spaces. */
export function AccountNumber({ iban, copy = false }: { iban: string; copy?: boolean }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <span className="select-all font-mono text-[0.93em]">{formatIban(iban)}</span>
      {copy ? <CopyButton text={iban} what="IBAN" /> : null}
    </span>
  );
}

/** The end of an account number, enough to tell one's own accounts apart: `··4417`. */
export function MaskedAccount({ iban }: { iban: string }) {
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true">{formatMaskedIban(iban)}</span>
      <span className="sr-only">ending in {iban.slice(-4)}</span>
    </span>
  );
}
