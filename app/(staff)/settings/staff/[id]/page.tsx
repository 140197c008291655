import { PageTitle } from "@/app/page-title";
import { EnrolmentCode } from "@/components/bank/enrolment-code";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { bankFacts } from "@/lib/calendar/queries";
import { formatDate } from "@/lib/core/dates";
import { env } from "@/lib/core/env";
import { formatLocalTime } from "@/lib/core/local-time";
import { may } from "@/lib/identity/authorize";
import { sessionsOf } from "@/lib/identity/queries";
import { readStaff, relationsOf } from "@/lib/identity/staff-queries";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { requireStaff, staffSession } from "@/lib/web/session";
import { changeHref } from "../../limits/limit-href";
import { issueStaffCodeAction } from "../actions";
import { PersonForm, ResetFactorForm, RolesForm, StateForm } from "./change-forms";
import { Relations } from "./relations";
import { SessionsPanel } from "./sessions-panel";

const states = { enabled: "Enabled", disabled: "Disabled", invited: "Invited, no password set yet" } as const;

function factorWords({ authenticator, passkeys }: { authenticator: boolean; passkeys: number }): string {
  const held = [
    ...(authenticator ? ["Authenticator"] : []),
    ...(passkeys > 0 ? [passkeys === 1 ? "one passkey" : `${passkeys} passkeys`] : []),
  ];
  return held.length > 0 ? held.join(", ") : "none yet";
}

export default async function ColleaguePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("staff.read");
  const [colleague, bank] = await ask(Promise.all([readStaff(ctx, (await params).id), bankFacts(ctx.db)]));
  const noted = await ask(relationsOf(ctx, colleague.id));
  const manages = may(ctx.actor, "staff.manage");
  const sessions = manages ? await ask(sessionsOf(ctx, colleague.id)) : [];
  const { timeZone } = await staffSession();
  const own = colleague.id === ctx.actor.userId;
  return (
    <>
      <PageTitle>{colleague.name}</PageTitle>
      <PageHeader
        back={{ href: "/settings/staff", label: "Staff" }}
        title={colleague.name}
        meta={<span className="font-mono">{colleague.signInName}</span>}
        actions={
          may(ctx.actor, "limit.manage") && !own
            ? bank.currencies.map((currency) => (
                <ButtonLink key={currency} href={changeHref({ userId: colleague.id, currency })}>
                  Limits in {currency}
                </ButtonLink>
              ))
            : null
        }
      />
      <DefinitionList columns={2}>
        <Fact term="State">{states[colleague.state]}</Fact>
        <Fact term="Branch">{colleague.branch}</Fact>
        <Fact term="Roles">
          {colleague.roles.length === 0
            ? "none"
            : colleague.roles.map((role, at) => (
                <span key={role}>
                  {at > 0 ? ", " : ""}
                  <a href={`/settings/staff/roles/${role}`} className="link">
                    {spokenRole(role)}
                  </a>
                  {colleague.until[role] ? ` until ${formatDate(colleague.until[role])}` : ""}
                </span>
              ))}
        </Fact>
        <Fact term="E-mail">{colleague.email ?? "none: a lost password cannot be replaced by a link"}</Fact>
        <Fact term="Second factor">{factorWords(colleague)}</Fact>
        <Fact term="Last sign-in">{colleague.lastSignIn ? formatLocalTime(colleague.lastSignIn) : "never"}</Fact>
      </DefinitionList>
      {own ? <Callout title="These are your own rights">Another administrator changes them.</Callout> : null}
      {manages && !own ? (
        <div className="mt-6 grid items-start gap-6 lg:grid-cols-2">
          <div className="grid gap-6">
            {colleague.state === "disabled" ? null : <RolesForm colleague={colleague} today={ctx.businessDate} />}
            <SessionsPanel userId={colleague.id} sessions={sessions} timeZone={timeZone} />
            <Relations colleague={colleague} relations={noted} manages />
          </div>
          <div className="grid gap-6">
            {colleague.state === "disabled" ? null : <PersonForm colleague={colleague} branches={bank.branches} />}
            {colleague.state === "invited" ? (
              <Panel title="First sign-in">
                <EnrolmentCode
                  action={issueStaffCodeAction}
                  person={{ field: "userId", id: colleague.id }}
                  name={colleague.name}
                  bankName={bank.name}
                  address={`${env().APP_ORIGIN}/enrol/staff`}
                  chooses="a password of your own"
                  works="one day"
                  before="Hand the code over in person."
                  codeOutstanding={colleague.codeValidUntil !== null}
                />
              </Panel>
            ) : null}
            {colleague.state === "enabled" && colleague.hasFactor ? <ResetFactorForm colleague={colleague} /> : null}
            <StateForm colleague={colleague} />
          </div>
        </div>
      ) : noted.length > 0 ? (
        <div className="mt-6 max-w-[36rem]">
          <Relations colleague={colleague} relations={noted} manages={false} />
        </div>
      ) : null}
    </>
  );
}
