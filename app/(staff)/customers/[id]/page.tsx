import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { PanelFailed } from "@/components/layout/panel-failed";
import { Columns, Section } from "@/components/layout/section";
import { Status } from "@/components/ui/status";
import { mandatesOf } from "@/lib/accounts/mandate-queries";
import { latestActivityOf } from "@/lib/audit/queries";
import { recordView } from "@/lib/audit/record-view";
import { ANY_LOOK, viewersOf } from "@/lib/audit/view-queries";
import { formatLocalTime } from "@/lib/core/local-time";
import { accountsStanding } from "@/lib/customers/accounts-standing";
import { judgementsOf } from "@/lib/customers/judgement-queries";
import { legalHoldsOf } from "@/lib/customers/legal-hold-queries";
import { notesOn } from "@/lib/customers/note-queries";
import {
  accountsOf,
  type CustomerRecord,
  loansOf,
  organisationsOf,
  readCustomer,
  SHOWN_OF_CUSTOMER,
} from "@/lib/customers/profile-queries";
import { assessRisk } from "@/lib/customers/risk";
import { isDeletable } from "@/lib/customers/rules";
import { wishesLeft } from "@/lib/customers/wishes-left";
import { may } from "@/lib/identity/authorize";
import { seenInLog } from "@/lib/operations/mask-activity";
import { hitsStopping } from "@/lib/screening/hit-queries";
import { ask } from "@/lib/web/ask";
import { panel } from "@/lib/web/panel";
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
import { CustomerPapers } from "./customer-papers";
import { DeleteApplication } from "./delete-application";
import { GivenConsent } from "./given-consent";
import { LatestActivity } from "./latest-activity";
import { LatestNotes } from "./latest-notes";
import { LoansTable } from "./loans-table";
import { Mandates } from "./mandates";
import { OrganisationsBehind } from "./organisations-behind";
import { RiskPanel } from "./risk-panel";
import { WhoViewed } from "./who-viewed";

export default async function CustomerPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("customer.read");
  const customer = await ask(readCustomer(ctx, (await params).id));
  const { id } = customer;
  const alone = <T,>(query: Promise<T>) => panel(ctx.requestId, query);
  const traces = may(ctx.actor, "activity.read");
  const [held, standing, owed, activity, hits, organisations, holds, notes, mandates, judged, viewers] = await ask(
    Promise.all([
      alone(accountsOf(ctx, id)),
      alone(accountsStanding(ctx, id)),
      alone(loansOf(ctx, id)),
      alone(latestActivityOf(ctx.db, id, seenInLog(ctx.actor))),
      alone(hitsStopping(ctx, id)),
      alone(customer.kind === "individual" ? organisationsOf(ctx, id) : Promise.resolve([])),
      alone(legalHoldsOf(ctx, id)),
      alone(notesOn(ctx, id, {}, 3)),
      alone(
        may(ctx.actor, "account.read")
          ? mandatesOf(ctx, id, { shared: true, most: SHOWN_OF_CUSTOMER + 1 })
          : Promise.resolve([]),
      ),
      alone(customer.status === "active" ? judgementsOf(ctx, id) : Promise.resolve([])),
      traces ? alone(viewersOf(ctx.db, id)) : null,
      recordView(ctx, { act: "customer.viewed", subjectKind: "customer", subjectId: id, customerIds: [id] }),
    ]),
  );
  const failed = <PanelFailed reference={ctx.requestId} />;
  const accounts = (held.read ?? []).slice(0, SHOWN_OF_CUSTOMER);
  const loans = (owed.read ?? []).slice(0, SHOWN_OF_CUSTOMER);
  const more = (read: readonly unknown[] | null, href: string) =>
    (read ?? []).length > SHOWN_OF_CUSTOMER ? (
      <a href={href} className="link">
        All of them
      </a>
    ) : null;
  const active = customer.status === "active";
  const latest = (
    <>
      {notes.failed ? (
        <Panel title="Notes">{failed}</Panel>
      ) : (
        <LatestNotes notes={notes.read.rows} href={`/customers/${id}/notes`} />
      )}
      {activity.failed ? (
        <Panel title="Latest activity">{failed}</Panel>
      ) : (
        <LatestActivity items={activity.read} allHref={traces ? `/activity?customer=${customer.customerNo}` : null} />
      )}
    </>
  );
  const outputs = (
    <>
      {viewers ? (
        <Panel
          title="Who viewed"
          aside={
            <a href={`/activity?customer=${customer.customerNo}&act=${ANY_LOOK}`} className="link">
              Every look
            </a>
          }
        >
          {viewers.failed ? failed : <WhoViewed viewers={viewers.read} />}
        </Panel>
      ) : null}
      <CustomerPapers actor={ctx.actor} customer={customer} />
    </>
  );
  return (
    <>
      <CustomerStripFor customer={customer} standing={standing.read} on={ctx.businessDate} />
      <PageTitle>{customer.fullName}</PageTitle>
      <PageHeader
        eyebrow={<Status of="customer" is={customer.status} />}
        title={<bdi>{customer.fullName}</bdi>}
        meta={metaOf(customer)}
        actions={customerActions({ actor: ctx.actor, customer, accounts, on: ctx.businessDate })}
      />
      <CustomerAlerts
        actor={ctx.actor}
        customer={customer}
        standing={standing.read}
        loans={loans}
        hits={hits.read ?? []}
        legalHold={holds.read?.find(({ liftedAt }) => liftedAt === null)}
        on={ctx.businessDate}
      />
      {hits.failed || holds.failed || standing.failed ? <div className="mb-5">{failed}</div> : null}
      {active || held.failed || accounts.length > 0 ? (
        <Columns
          side={
            <>
              <CustomerFacts customer={customer} />
              {active ? (
                judged.failed ? (
                  <Panel title="Risk">{failed}</Panel>
                ) : (
                  <RiskPanel
                    customer={customer}
                    judgements={judged.read}
                    on={ctx.businessDate}
                    mayJudge={may(ctx.actor, "customer.judge_risk")}
                  />
                )
              ) : null}
              {latest}
            </>
          }
        >
          <Section title="Accounts" aside={more(held.read, `/accounts?customer=${customer.customerNo}`)}>
            {held.failed ? (
              failed
            ) : (
              <AccountsTable
                accounts={accounts}
                openHref={active && may(ctx.actor, "account.open") ? `/customers/${id}/open-account` : null}
                wanted={active ? wishesLeft(customer, accounts) : []}
              />
            )}
          </Section>
          {mandates.failed || mandates.read.length > 0 ? (
            <Section
              title="Mandates and signatories"
              aside={more(mandates.read, `/accounts?customer=${customer.customerNo}`)}
            >
              {mandates.failed ? failed : <Mandates mandates={mandates.read.slice(0, SHOWN_OF_CUSTOMER)} of={id} />}
            </Section>
          ) : null}
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
          {organisations.failed || organisations.read.length > 0 ? (
            <Section title="Behind organisations">
              {organisations.failed ? failed : <OrganisationsBehind organisations={organisations.read} />}
            </Section>
          ) : null}
          {may(ctx.actor, "loan.read") ? (
            <Section title="Loans" aside={more(owed.read, `/loans?customer=${customer.customerNo}`)}>
              {owed.failed ? (
                failed
              ) : (
                <LoansTable
                  loans={loans}
                  newHref={active && may(ctx.actor, "loan.apply") ? `/loans/new?customer=${id}` : null}
                />
              )}
            </Section>
          ) : null}
          <div className="mt-6 grid items-start gap-3 empty:hidden sm:grid-cols-2">{outputs}</div>
        </Columns>
      ) : (
        <Columns
          side={
            <>
              {latest}
              {outputs}
            </>
          }
        >
          {customer.status === "compliance_review" ? (
            <Section title="Risk">
              <RiskRules assessed={assessRisk(customer, ctx.businessDate)} />
              <GivenConsent consent={customer.consent} />
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
