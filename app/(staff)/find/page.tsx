import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Empty } from "@/components/ui/empty";
import { hrefWith } from "@/components/ui/href";
import { recordListView } from "@/lib/audit/record-list-view";
import { formatIban } from "@/lib/core/iban";
import { may } from "@/lib/identity/authorize";
import type { FoundAccount } from "@/lib/operations/exact-thing";
import { type FoundLoan, find } from "@/lib/operations/find";
import type { Suggestion } from "@/lib/operations/typed-command";
import { ask } from "@/lib/web/ask";
import { placesNamed } from "@/lib/web/places";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { CustomerTable } from "../customers/customer-table";
import { NobodyFound } from "../customers/nobody-found";

export const metadata: Metadata = { title: "Find" };

export default async function FindPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff();
  const { q = "" } = await urlParams(searchParams, ["q"]);
  const found = await ask(find(ctx, q));
  if ("page" in found) redirect(found.page);
  const { kind, forms, customers, more, accounts, loans, problem } = found;
  const ids = [...customers, ...accounts, ...loans].map(({ id }) => id);
  await ask(recordListView(ctx, { list: "find", filters: { q }, ids }));
  const places = [...forms, ...placesNamed(ctx.actor, q)];
  const count = places.length + customers.length + accounts.length + loans.length;
  return (
    <>
      <PageHeader
        title={q ? <>Found for “{q}”</> : "Find"}
        aside={q ? kind : undefined}
        meta={<output>{countWords(count, more)}</output>}
      />
      {places.length > 0 ? (
        <Section title="Go to">
          <Places items={places} />
        </Section>
      ) : null}
      {accounts.length > 0 ? (
        <Section title="Accounts">
          <Accounts items={accounts} />
        </Section>
      ) : null}
      {customers.length > 0 ? (
        <Section
          title="Customers"
          aside={
            more ? (
              <a href={hrefWith("/customers", { q })} className="link">
                All that fit
              </a>
            ) : null
          }
        >
          <CustomerTable rows={customers} caption="Closest first" />
        </Section>
      ) : null}
      {loans.length > 0 ? (
        <Section title="Their loans">
          <Loans items={loans} />
        </Section>
      ) : null}
      {count === 0 && problem ? <Empty kind="none" title={problem} /> : null}
      {count === 0 && q && !problem ? <NobodyFound typed={q} mayStart={may(ctx.actor, "customer.onboard")} /> : null}
      {q ? null : (
        <p className="text-ink-2">
          Type a name, phone, date of birth, document, account, IBAN or reference into the field above. A line such as{" "}
          <kbd className="font-mono">dep 250 4417</kbd> opens the form, filled in.
        </p>
      )}
    </>
  );
}

function countWords(count: number, more: boolean): string {
  if (count === 0) return "";
  return more ? "The closest are shown" : count === 1 ? "1 result" : `${count} results`;
}

function Places({ items }: { items: readonly Suggestion[] }) {
  return (
    <ul className="border-rule border-t">
      {items.map(({ href, title, facts }) => (
        <li key={href} className="flex flex-wrap gap-x-4 border-rule border-b py-1.5">
          <a href={href} className="link">
            <bdi>{title}</bdi>
          </a>
          <span className="text-ink-2">{facts.join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
}

function Accounts({ items }: { items: readonly FoundAccount[] }) {
  return (
    <ul className="border-rule border-t">
      {items.map(({ id, iban, product, owner }) => (
        <li key={id} className="flex flex-wrap gap-x-4 border-rule border-b py-1.5">
          <a href={`/accounts/${id}`} className="link font-mono">
            {formatIban(iban)}
          </a>
          <span>
            {product}, <bdi>{owner}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Loans({ items }: { items: readonly FoundLoan[] }) {
  return (
    <ul className="border-rule border-t">
      {items.map(({ id, loanNo, customer, status }) => (
        <li key={id} className="flex flex-wrap gap-x-4 border-rule border-b py-1.5">
          <a href={`/loans/${id}`} className="link font-mono">
            {loanNo}
          </a>
          <span>
            <bdi>{customer}</bdi>, {status.replaceAll("_", " ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
