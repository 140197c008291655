import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { Columns, Section } from "@/components/layout/section";
import { Status } from "@/components/ui/status";
import { latestActivityOf } from "@/lib/audit/queries";
import { recordView } from "@/lib/audit/record-view";
import { formatLocalTime } from "@/lib/core/local-time";
import { legalHoldsOf } from "@/lib/customers/legal-hold-queries";
import { notesOn } from "@/lib/customers/note-queries";
import {
  accountsOf,
  type CustomerRecord,
  loansOf,
  organisationsOf,
  readCustomer,
} from "@/lib/customers/profile-queries";
import { assessRisk } from "@/lib/customers/risk";
import { isDeletable } from "@/lib/customers/rules";
import { may } from "@/lib/identity/authorize";
import { hitsStopping } from "@/lib/screening/hit-queries";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { CustomerStripFor } from "../customer-strip-for";
import { PeopleCards } from "../people-cards";
import { RiskRules } from "../risk-rules";
import { AccountsTable } from "./accounts-table";
import { ApplicationFacts } from "./application-facts";
import { ComplianceDecision } from "./compliance-decision";
import { customerActions } from "./customer-actions";
import { CustomerAlerts } from "./customer-alerts";
import { CustomerFacts } from "./customer-facts";
import { DeleteApplication } from "./delete-application";
import { LatestActivity } from "./latest-activity";
import { LatestNotes } from "./latest-notes";
import { LoansTable } from "./loans-table";
import { OrganisationsBehind } from "./organisations-behind";

export default async function CustomerPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.read");
  const customer = await ask(readCustomer(ctx, (await params).id));
  const [accounts, loans, activity, hits, organisations, holds, notes] = await ask(
    Promise.all([
      accountsOf(ctx, customer.id),
      loansOf(ctx, customer.id),
      latestActivityOf(ctx.db, customer.id, { holds: may(ctx.actor, "erasure.read") }),
      hitsStopping(ctx, customer.id),
      customer.kind === "individual" ? organisationsOf(ctx, customer.id) : [],
      legalHoldsOf(ctx, customer.id),
      notesOn(ctx, customer.id, {}, 3),
      recordView(ctx, {
        act: "customer.viewed",
        subjectKind: "customer",
        subjectId: customer.id,
        customerIds: [customer.id],
      }),
    ]),
  );
  const active = customer.status === "active";
  const latest = (
    <>
      <LatestNotes notes={notes.rows} href={`/customers/${customer.id}/notes`} />
      <LatestActivity
        items={activity}
        allHref={may(ctx.actor, "activity.read") ? `/activity?customer=${customer.id}` : null}
      />
      {may(ctx.actor, "customer.export") ? (
        <p className="mt-4">
          <a href={`/customers/${customer.id}/export`} download className="link">
            Everything the bank holds, as a file
          </a>
        </p>
      ) : null}
    </>
  );
  return (
    <>
      <CustomerStripFor customer={customer} accounts={accounts} on={ctx.businessDate} />
      <PageTitle>{customer.fullName}</PageTitle>
      <PageHeader
        eyebrow={<Status of="customer" is={customer.status} />}
        title={<bdi>{customer.fullName}</bdi>}
        meta={metaOf(customer)}
        actions={customerActions({ actor: ctx.actor, customer, accounts })}
      />
      <CustomerAlerts
        actor={ctx.actor}
        customer={customer}
        accounts={accounts}
        loans={loans}
        hits={hits}
        legalHold={holds.find(({ liftedAt }) => liftedAt === null)}
        on={ctx.businessDate}
      />
      {active || accounts.length > 0 ? (
        <Columns
          side={
            <>
              <CustomerFacts customer={customer} />
              {latest}
            </>
          }
        >
          <Section title="Accounts">
            <AccountsTable
              accounts={accounts}
              openHref={active && may(ctx.actor, "account.open") ? `/customers/${customer.id}/open-account` : null}
            />
          </Section>
          {customer.kind === "organisation" ? (
            <Section
              title="Directors, signatories and owners"
              aside={
                active && may(ctx.actor, "customer.onboard") ? (
                  <a href={`/customers/${customer.id}/people`} className="link">
                    All and add
                  </a>
                ) : null
              }
            >
              <PeopleCards
                people={customer.people}
                changeHref={
                  active && may(ctx.actor, "customer.onboard")
                    ? (person) => `/customers/${customer.id}/people/${person.id}`
                    : undefined
                }
              />
            </Section>
          ) : null}
          {organisations.length > 0 ? (
            <Section title="Behind organisations">
              <OrganisationsBehind organisations={organisations} />
            </Section>
          ) : null}
          {may(ctx.actor, "loan.read") ? (
            <Section title="Loans">
              <LoansTable
                loans={loans}
                newHref={active && may(ctx.actor, "loan.apply") ? `/loans/new?customer=${customer.id}` : null}
              />
            </Section>
          ) : null}
        </Columns>
      ) : (
        <Columns side={latest}>
          {customer.status === "compliance_review" ? (
            <Section title="Risk">
              <RiskRules assessed={assessRisk(customer, ctx.businessDate)} />
            </Section>
          ) : null}
          {customer.status === "compliance_review" && may(ctx.actor, "customer.accept") ? (
            <ComplianceDecision customer={customer} />
          ) : null}
          <ApplicationFacts customer={customer} />
          {isDeletable(customer) && may(ctx.actor, "customer.delete") ? (
            <DeleteApplication customer={customer} />
          ) : null}
        </Columns>
      )}
    </>
  );
}

function metaOf({
  customerNo,
  branch,
  status,
  decidedByName,
  decidedAtLocal,
  createdAtLocal,
  openedByName,
}: CustomerRecord) {
  const since =
    status === "active" && decidedAtLocal
      ? `customer since ${formatLocalTime(decidedAtLocal)}${decidedByName ? `, approved by ${decidedByName}` : ""}`
      : `application opened ${formatLocalTime(createdAtLocal)}${openedByName ? ` by ${openedByName}` : ""}`;
  return (
    <>
      <span className="font-mono">{customerNo}</span> · {branch} · {since}
    </>
  );
}
