import type { Metadata } from "next";
import { ConfirmedDownload } from "@/components/bank/confirmed-download";
import { LocalTime } from "@/components/bank/date-text";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { KeysetPager } from "@/components/ui/keyset-pager";
import { Status } from "@/components/ui/status";
import { bankFacts } from "@/lib/calendar/queries";
import { roles } from "@/lib/core/context";
import { may } from "@/lib/identity/authorize";
import { ENDS_SOON_DAYS, listStaff, type StaffRow } from "@/lib/identity/staff-queries";
import { spokenRole, spokenRoles } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "Staff" };

export default async function StaffPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireStaff("staff.read");
  const { older, newer, ...values } = await urlParams(searchParams, [
    "q",
    "role",
    "branch",
    "state",
    "ending",
    "older",
    "newer",
  ]);
  const [page, bank] = await ask(Promise.all([listStaff(ctx, { ...values, older, newer }), bankFacts(ctx.db)]));
  return (
    <>
      <PageHeader
        title="Staff"
        meta="Who may sign in and what they may do. Every change waits for a second person."
        actions={
          <>
            {may(ctx.actor, "staff.manage") ? (
              <ButtonLink href="/settings/staff/new" look="primary" keys="N">
                Invite a colleague
              </ButtonLink>
            ) : null}
            <ButtonLink href="/settings/staff/roles">What roles may do</ButtonLink>
            <ConfirmedDownload
              href="/settings/staff/review"
              page="/settings/staff"
              asksAgain={ctx.actor.provenLongAgo === true}
            >
              Access review (CSV)
            </ConfirmedDownload>
          </>
        }
      />
      <Filters
        action="/settings/staff"
        values={values}
        fields={[
          { kind: "text", name: "q", label: "Name", width: "12rem" },
          { kind: "choice", name: "role", label: "Role", options: roles.map(option) },
          {
            kind: "choice",
            name: "branch",
            label: "Branch",
            options: bank.branches.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            kind: "choice",
            name: "state",
            label: "State",
            options: [
              { value: "enabled", label: "Enabled" },
              { value: "invited", label: "Invited" },
              { value: "disabled", label: "Disabled" },
            ],
          },
          {
            kind: "choice",
            name: "ending",
            label: "A role ends",
            options: [
              { value: "soon", label: `within ${ENDS_SOON_DAYS} days` },
              { value: "some_day", label: "some day" },
            ],
          },
        ]}
      />
      {page.rows.length > 0 ? (
        <>
          <StaffTable staff={page.rows} />
          <KeysetPager path="/settings/staff" params={values} page={page} to="colleagues" by="name" />
        </>
      ) : (
        <Empty kind="no-results" title="No colleague for these filters" clearHref="/settings/staff" />
      )}
    </>
  );
}

const option = (role: StaffRow["roles"][number]) => ({ value: role, label: spokenRole(role) });

function StaffTable({ staff }: { staff: readonly StaffRow[] }) {
  return (
    <DataTable id="colleagues" caption="Colleagues" captionHidden>
      <Head>
        <Th>Colleague</Th>
        <Th>Roles</Th>
        <Th>Branch</Th>
        <Th>State</Th>
        <Th>Last sign-in</Th>
      </Head>
      <tbody>
        {staff.map((one) => (
          <Row key={one.id} quiet={one.state === "disabled"}>
            <RowHead>
              <a href={`/settings/staff/${one.id}`} className="link">
                {one.name}
              </a>
              <SubLine>
                <span className="font-mono">{one.signInName}</span>
              </SubLine>
            </RowHead>
            <Td>{spokenRoles(one.roles, one.until) || "none"}</Td>
            <Td>{one.branch}</Td>
            <Td>
              <Status of="staff" is={one.state} />
            </Td>
            <Td>{one.lastSignIn ? <LocalTime at={one.lastSignIn} /> : <span className="text-ink-2">never</span>}</Td>
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}
