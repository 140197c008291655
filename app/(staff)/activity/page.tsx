import type { Metadata } from "next";
import { ConfirmedDownload } from "@/components/bank/confirmed-download";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { type Filter, Filters } from "@/components/ui/filters";
import { hrefWith } from "@/components/ui/href";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { acts } from "@/lib/audit/acts";
import { customerNumber, listActivity, peopleInActivity } from "@/lib/audit/queries";
import { ANY_LOOK } from "@/lib/audit/view-queries";
import { formatDate, isDate } from "@/lib/core/dates";
import { formatCount } from "@/lib/core/format-count";
import { branchScope, may } from "@/lib/identity/authorize";
import { sealingState } from "@/lib/ledger/seal-queries";
import { MOST_ROWS } from "@/lib/operations/export-activity";
import { firstSteps } from "@/lib/operations/first-steps";
import { maskedFor, seenInLog } from "@/lib/operations/mask-activity";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";
import { ActivityTable } from "./activity-table";
import { ChainLine } from "./chain-line";
import { FirstSteps } from "./first-steps";

export const metadata: Metadata = { title: "Activity" };

const names = ["person", "act", "result", "customer", "subject", "reference", "from", "to", "older", "newer"] as const;

export default async function ActivityPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("activity.read");
  const { older, newer, ...asked } = await urlParams(searchParams, names);
  const scope = branchScope(ctx.actor, "activity.read");
  const customer = may(ctx.actor, "customer.read")
    ? await ask(customerNumber(ctx.db, scope, asked.customer))
    : asked.customer;
  const values: Values = { ...asked, ...(customer ? { customer } : {}) };
  const [page, people, chain, steps] = await ask(
    Promise.all([
      listActivity(ctx.db, scope, { ...values, older, newer }, seenInLog(ctx.actor)),
      peopleInActivity(ctx.db, scope),
      sealingState(ctx.db),
      may(ctx.actor, "bank.manage") ? firstSteps(ctx) : [],
    ]),
  );
  return (
    <>
      <PageHeader
        title="Activity"
        meta={
          scope
            ? "What people of this branch did, and what was done for its customers"
            : "Every act of the bank, done or refused"
        }
        actions={
          <>
            {values.customer ? (
              <ButtonLink href={hrefWith("/activity", { customer: values.customer, from: ctx.businessDate })}>
                Everything on this customer today
              </ButtonLink>
            ) : null}
            <ConfirmedDownload
              href={hrefWith("/activity/export", values)}
              page={hrefWith("/activity", values)}
              asksAgain={ctx.actor.provenLongAgo === true}
            >
              Export (CSV)
            </ConfirmedDownload>
          </>
        }
      />
      <FirstSteps steps={steps} />
      <ChainLine state={chain} href={may(ctx.actor, "verification.read") ? "/ledger/verification" : null} />
      <Filters action="/activity" fields={filtersFor(people)} values={values} keep={{ subject: values.subject }} />
      {backwards(values) ? (
        <Empty kind="no-results" title="From date must be before to date" clearHref="/activity" />
      ) : page.rows.length > 0 ? (
        <>
          <ActivityTable rows={page.rows.map((row) => maskedFor(ctx, row))} caption={captionOf(values)} />
          <KeysetPager path="/activity" params={values} page={page} to="activity" />
          {page.older ? (
            <p className="mt-3 text-ink-2 text-meta">
              {`A file holds at most the latest ${formatCount(MOST_ROWS)} of these; choose a period for earlier ones. Its SHA-256 stands in its name and, whole, in this log.`}
            </p>
          ) : null}
        </>
      ) : (
        <Empty kind="no-results" title="No events for these filters" clearHref="/activity" />
      )}
    </>
  );
}

type Values = Partial<Record<(typeof names)[number], string>>;

function filtersFor(people: readonly { id: string; name: string }[]): Filter[] {
  return [
    { kind: "text", name: "customer", label: "Customer number", placeholder: "C-100000-X", width: "8rem" },
    {
      kind: "choice",
      name: "person",
      label: "Person",
      options: people.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: "choice",
      name: "act",
      label: "Act",
      width: "12rem",
      options: [
        { value: ANY_LOOK, label: "Every look at a customer" },
        ...acts.map(({ act, label }) => ({ value: act, label })),
      ],
    },
    {
      kind: "choice",
      name: "result",
      label: "Result",
      options: [
        { value: "done", label: "Done" },
        { value: "refused", label: "Refused" },
      ],
    },
    { kind: "text", name: "reference", label: "Reference", width: "9rem" },
    { kind: "date", name: "from", label: "From" },
    { kind: "date", name: "to", label: "To" },
  ];
}

function backwards({ from, to }: Values): boolean {
  return Boolean(from && to && isDate(from) && isDate(to) && from > to);
}

function captionOf({ from, to }: Values): string {
  const day = (typed: string | undefined) => (typed && isDate(typed) ? formatDate(typed) : null);
  const period = [day(from) && `from ${day(from)}`, day(to) && `to ${day(to)}`].filter(Boolean).join(" ");
  return `Latest first${period ? `, ${period}` : ""}; times in the bank’s time zone`;
}
