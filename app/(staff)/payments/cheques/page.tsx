import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { Money } from "@/components/bank/money";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Mark, Status } from "@/components/ui/status";
import { statuses } from "@/components/ui/statuses";
import { recordListView } from "@/lib/audit/record-list-view";
import { formatDate } from "@/lib/core/dates";
import { formatMaskedIban } from "@/lib/core/iban";
import { formatMoney } from "@/lib/core/money";
import { may } from "@/lib/identity/authorize";
import { type ChequeLine, dueCheques, listCheques } from "@/lib/payments/cheque-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

import { clearDueChequesAction } from "./actions";

export const metadata: Metadata = { title: "Cheques" };

export default async function ChequesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("cheque.read");
  const values = await urlParams(searchParams, ["status", "older", "newer"]);
  const { older, newer, ...shown } = values;
  const [page, due] = await ask(Promise.all([listCheques(ctx, values), dueCheques(ctx)]));
  const { older: _older, newer: _newer, ...filters } = values;
  await ask(recordListView(ctx, { list: "cheques", filters, ids: page.rows.map(({ id }) => id) }));
  return (
    <>
      <PageHeader
        title="Cheques"
        meta="Credited and held until the other bank has paid. Operations clears them, or takes back what was not paid."
      />
      <Filters
        action="/payments/cheques"
        values={shown}
        fields={[
          {
            kind: "choice",
            name: "status",
            label: "State",
            usual: "in_clearing",
            options: Object.entries(statuses.cheque).map(([value, { word }]) => ({ value, label: word })),
          },
        ]}
      />
      {may(ctx.actor, "cheque.clear") ? <ClearDue due={due} today={ctx.businessDate} /> : null}
      {page.rows.length > 0 ? (
        <>
          <ChequeTable
            rows={page.rows}
            today={ctx.businessDate}
            order={(shown.status ?? "in_clearing") === "in_clearing" ? "The first to clear first" : "The latest first"}
          />
          <KeysetPager path="/payments/cheques" params={shown} page={page} to="cheques" />
        </>
      ) : (shown.status ?? "in_clearing") !== "in_clearing" ? (
        <Empty kind="no-results" title="No cheque in this state" clearHref="/payments/cheques" />
      ) : (
        <Empty kind="all-done" title="No cheque is in clearing" />
      )}
    </>
  );
}

/** All that are due at once: what came back unpaid is taken out of them first. */
function ClearDue({ due, today }: { due: Awaited<ReturnType<typeof dueCheques>>; today: string }) {
  const cheques = due.reduce((sum, one) => sum + one.cheques, 0);
  const worth = due.map(({ minor, currency }) => formatMoney({ minor, currency })).join(" and ");
  return (
    <div className="mb-4 max-w-measure">
      <BankForm id="clear-due" action={clearDueChequesAction} initialKey={randomUUID()} money>
        <HiddenField name="due" value={today} />
        {cheques > 0 ? (
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton>{`Clear ${cheques === 1 ? "the one that is due" : `all ${cheques} that are due`}, ${worth}`}</SubmitButton>
            <span className="text-ink-2">Take back first what came back unpaid.</span>
          </div>
        ) : null}
      </BankForm>
    </div>
  );
}

function ChequeTable({ rows, today, order }: { rows: readonly ChequeLine[]; today: string; order: string }) {
  return (
    <DataTable id="cheques" caption={order}>
      <Head>
        <Th>Cheque</Th>
        <Th>For</Th>
        <Th>Paid in</Th>
        <Th>Should clear</Th>
        <Th>State</Th>
        <Th num>Amount</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} spine={row.status === "in_clearing" && row.clearsOn <= today ? "held" : null}>
            <RowHead>
              <a href={`/payments/cheques/${row.id}`} className="link font-medium">
                <bdi>{row.bank}</bdi> <span className="font-mono">{row.number}</span>
              </a>
              <SubLine>
                <span className="font-mono">{row.reference}</span>
              </SubLine>
            </RowHead>
            <Td>
              <bdi>{row.owner}</bdi>
              <SubLine>
                <span className="font-mono">{formatMaskedIban(row.iban)}</span>
              </SubLine>
            </Td>
            <Td>
              <span className="whitespace-nowrap">{formatDate(row.paidInOn)}</span>
            </Td>
            <Td>
              <span className="whitespace-nowrap">{formatDate(row.clearsOn)}</span>
              {row.status === "in_clearing" && row.clearsOn <= today ? (
                <SubLine>
                  <Mark icon="clock" word="Due" tone="held" />
                </SubLine>
              ) : null}
            </Td>
            <Td>
              <Status of="cheque" is={row.status} />
            </Td>
            <Td num>
              <Money minor={row.amountMinor} currency={row.currency} symbol />
            </Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
