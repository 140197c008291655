import { FindField } from "@/components/ui/find-field";
import { hrefWith } from "@/components/ui/href";
import { formatDate } from "@/lib/core/dates";
import type { CustomerRow } from "@/lib/customers/queries";

type Props = { page: string; typed: string | undefined; found: readonly CustomerRow[]; more: boolean };

/** Finds the customer that somebody already is, so that nothing of them is typed anew. */
export function PickPerson({ page, typed, found, more }: Props) {
  return (
    <section aria-label="A customer of the bank" className="mb-6 max-w-[36rem]">
      <h2 className="font-semibold">Are they a customer already?</h2>
      <p className="mb-2 text-ink-2">Then choose them: nothing is typed twice, and they may sign.</p>
      <FindField action={page} name="q" label="Name, customer number, phone or document" typed={typed} />
      {typed ? (
        <output className="mt-2 block">
          {found.length === 0 ? "No active customer found who is a person." : null}
        </output>
      ) : null}
      {found.length > 0 ? (
        <ul className="border-rule border-t">
          {found.map(({ id, fullName, customerNo, birthDate, branch }) => (
            <li
              key={id}
              className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 border-rule border-b py-1"
            >
              <span>
                <bdi className="font-medium">{fullName}</bdi>
                {birthDate ? `, born ${formatDate(birthDate)}` : ""}{" "}
                <span className="text-ink-2 text-meta">
                  <span className="font-mono">{customerNo}</span> · {branch}
                </span>
              </span>
              <a
                href={hrefWith(page, { linked: id })}
                className="link"
                aria-label={`Choose ${fullName}, ${customerNo}`}
              >
                Choose
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {more ? <p className="mt-1 text-ink-2 text-meta">More fit. Type more of the name.</p> : null}
    </section>
  );
}
