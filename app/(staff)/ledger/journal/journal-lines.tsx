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

/** The lines of a journal, debit beside credit, with what both come to and by how much they differ while it is typed. */
export function JournalLines({ formId, currency, accounts, branches }: Props) {
  const debits = useSum(formId, "debit", currency);
  const credits = useSum(formId, "credit", currency);
  return (
    <div className="min-w-0">
      <section aria-label="Lines" {...scroller} className="relative overflow-x-auto">
        <table className="book">
          <caption className="pb-1 text-start font-semibold">Lines in {currencyName(currency)}</caption>
          <thead>
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
          <tbody>
            {journalNumbers.map((no) => (
              <tr key={no}>
                <th scope="row">{no}</th>
                <td>
                  <Choose name={`account${no}`} label={`Account of line ${no}`} options={accounts} empty="Choose…" />
                </td>
                <td>
                  <Choose name={`branch${no}`} label={`Branch of line ${no}`} options={branches} />
                </td>
                <td className="num">
                  <Amount name={`debit${no}`} label={`Debit of line ${no}`} />
                </td>
                <td className="num">
                  <Amount name={`credit${no}`} label={`Credit of line ${no}`} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="total-rule">
              <td colSpan={3}>Together</td>
              <td className="num">{formatMinor(debits, currency)}</td>
              <td className="num">{formatMinor(credits, currency)}</td>
            </tr>
          </tfoot>
        </table>
      </section>
      <Difference debits={debits} credits={credits} currency={currency} />
    </div>
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

type CellProps = { name: string; label: string };

function Choose({ name, label, options, empty }: CellProps & { options: readonly Choice[]; empty?: string }) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <FieldErrors id={id} errors={errors} />
      <select
        // A reset puts a list back to the option it was drawn with, so it is drawn anew when what it starts with changes.
        key={`${key}:${initialValue ?? ""}`}
        {...described(id, errors, null)}
        name={name}
        defaultValue={initialValue ?? ""}
        autoComplete="off"
        className={`${controlLook} min-w-44`}
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

function Amount({ name, label }: CellProps) {
  const [{ id, key, errors, initialValue }] = useField<string>(name);
  return (
    <>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
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
        className={`${controlLook} min-w-28 text-end`}
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
