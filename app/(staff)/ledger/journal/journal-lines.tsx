"use client";

import { useField } from "@conform-to/react";
import { controlLook, described, FieldErrors } from "@/components/form/field-frame";
import { useTypedEach } from "@/components/form/use-typed";
import { Icon } from "@/components/ui/icon";
import type { Currency } from "@/lib/core/currencies";
import { currencyName } from "@/lib/core/currency-names";
import { withPoint } from "@/lib/core/decimal-mark";
import { formatMinor, parseAmount } from "@/lib/core/money";
import { journalNumbers } from "@/lib/ledger/journal-lines";

type Choice = { value: string; label: string };
type Props = { formId: string; currency: Currency; accounts: readonly Choice[]; branches: readonly Choice[] };

/** A region that scrolls by itself is reached by keyboard. */
const scroller = { tabIndex: 0 };

/** The lines of a journal, debit beside credit, with what both come to and by how much they differ; on a phone a line stands below the other. */
export function JournalLines({ formId, currency, accounts, branches }: Props) {
  const debits = useSum(formId, "debit", currency);
  const credits = useSum(formId, "credit", currency);
  return (
    <div className="min-w-0">
      <section aria-label="Lines" {...scroller} className="relative overflow-x-auto">
        <table className="book max-lg:block">
          <caption className="pb-1 text-start font-semibold max-lg:block">Lines in {currencyName(currency)}</caption>
          <thead className="max-lg:hidden">
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Account</th>
              <th scope="col">Branch</th>
              <th scope="col" className="num">
                Debit
              </th>
              <th scope="col" className="num">
                Credit
              </th>
            </tr>
          </thead>
          <tbody className="max-lg:block">
            {journalNumbers.map((no) => (
              <tr key={no} className="max-lg:grid max-lg:h-auto max-lg:grid-cols-2 max-lg:py-2">
                <th scope="row" className="max-lg:col-span-2">
                  <span className="lg:hidden">Line </span>
                  {no}
                </th>
                <td className="max-lg:col-span-2">
                  <Choose name={`account${no}`} label="Account" no={no} options={accounts} empty="Choose…" />
                </td>
                <td className="max-lg:col-span-2">
                  <Choose name={`branch${no}`} label="Branch" no={no} options={branches} />
                </td>
                <td className="num">
                  <Amount name={`debit${no}`} label="Debit" no={no} />
                </td>
                <td className="num">
                  <Amount name={`credit${no}`} label="Credit" no={no} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot className="max-lg:block">
            <tr className="total-rule max-lg:grid max-lg:h-auto max-lg:grid-cols-2">
              <td colSpan={3} className="max-lg:col-span-2">
                Together
              </td>
              <Sum side="Debit" minor={debits} currency={currency} />
              <Sum side="Credit" minor={credits} currency={currency} />
            </tr>
          </tfoot>
        </table>
      </section>
      <Difference debits={debits} credits={credits} currency={currency} />
    </div>
  );
}

function Sum({ side, minor, currency }: { side: string; minor: bigint; currency: Currency }) {
  return (
    <td className="num">
      <span className="pe-2 font-normal text-ink-2 text-meta lg:hidden">{side}</span>
      {formatMinor(minor, currency)}
    </td>
  );
}

function Difference({ debits, credits, currency }: { debits: bigint; credits: bigint; currency: Currency }) {
  const difference = debits - credits;
  const equal = difference === 0n;
  const by = formatMinor(equal ? 0n : difference > 0n ? difference : -difference, currency);
  const words = equal
    ? "Debits and credits are equal"
    : `Difference ${by}: ${difference > 0n ? "debits" : "credits"} are more`;
  const empty = debits === 0n && credits === 0n;
  return (
    <p
      role="status"
      className={`mt-1.5 flex min-h-6 items-center gap-1.5 font-semibold ${equal ? "text-credit" : "text-held"}`}
    >
      {empty ? null : (
        <>
          <Icon name={equal ? "check" : "alert"} />
          {words}
        </>
      )}
    </p>
  );
}

type CellProps = { name: string; label: string; no: number };

/** What a cell is: at the head of its column, and above the field where there are no columns. */
function CellLabel({ id, label, no }: { id: string; label: string; no: number }) {
  return (
    <label htmlFor={id} className="block text-start text-ink-2 text-meta lg:sr-only">
      {label}
      <span className="sr-only">{` of line ${no}`}</span>
    </label>
  );
}

function Choose({ name, label, no, options, empty }: CellProps & { options: readonly Choice[]; empty?: string }) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <>
      <CellLabel id={id} label={label} no={no} />
      <FieldErrors id={id} errors={errors} />
      <select
        // A reset puts a list back to the option it was drawn with, so it is drawn anew when what it starts with changes.
        key={`${key}:${initialValue ?? ""}`}
        {...described(id, errors, null)}
        name={name}
        defaultValue={initialValue ?? ""}
        autoComplete="off"
        className={`${controlLook} lg:min-w-44`}
      >
        {empty ? <option value="">{empty}</option> : null}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </>
  );
}

function Amount({ name, label, no }: CellProps) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <>
      <CellLabel id={id} label={label} no={no} />
      <FieldErrors id={id} errors={errors} />
      <input
        key={key}
        {...described(id, errors, null)}
        name={name}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        maxLength={64}
        defaultValue={initialValue}
        className={`${controlLook} text-end lg:min-w-28`}
      />
    </>
  );
}

/** What one side comes to; what cannot be read yet counts for nothing. */
function useSum(formId: string, side: "debit" | "credit", currency: Currency): bigint {
  const typed = useTypedEach(
    formId,
    journalNumbers.map((no) => `${side}${no}`),
  );
  return typed.reduce((sum, one) => {
    const parsed = parseAmount(one === "" ? "" : withPoint(one, markOfPage()), currency);
    return parsed.ok ? sum + parsed.minor : sum;
  }, 0n);
}

const markOfPage = () => (document.documentElement.dataset.decimal === "," ? "," : ".");
