import { MixedLetters } from "@/components/bank/mixed-letters";
import { ButtonLink } from "@/components/ui/button";
import { type BusinessDate, formatDate } from "@/lib/core/dates";
import { formatIban } from "@/lib/core/iban";
import type { Payee } from "@/lib/payments/queries";

/** Saved payees: who, which IBAN, when last paid, and the ways on. */
export function PayeeList({ payees, today }: { payees: readonly Payee[]; today: BusinessDate }) {
  return (
    <ul aria-label="People you pay">
      {payees.map(({ id, name, nickname, iban, lastPaidOn }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-rule border-b py-3">
          <div className="min-w-0">
            <bdi className="block font-semibold">{nickname ?? name}</bdi>
            {nickname ? <bdi className="block text-staff">{name}</bdi> : null}
            <MixedLetters name={name} />
            <span className="block font-mono text-meta">{formatIban(iban)}</span>
            <span className="block text-ink-2 text-staff">{lastPaid(lastPaidOn, today)}</span>
          </div>
          <div className="flex items-center gap-4">
            <a href={`/my/beneficiaries/${id}/remove`} className="link inline-flex min-h-11 items-center">
              Remove<span className="sr-only"> {nickname ?? name}</span>
            </a>
            <ButtonLink href={`/my/transfer?to=${id}`}>
              Pay<span className="sr-only"> {nickname ?? name}</span>
            </ButtonLink>
          </div>
        </li>
      ))}
    </ul>
  );
}

function lastPaid(day: BusinessDate | null, today: BusinessDate): string {
  if (day === null) return "not paid yet";
  return day === today ? "last paid today" : `last paid ${formatDate(day)}`;
}
