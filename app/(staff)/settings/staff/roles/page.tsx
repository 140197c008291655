import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Filters } from "@/components/ui/filters";
import { actWords } from "@/lib/audit/acts";
import { roles } from "@/lib/core/context";
import { allPermissions, rolesWith } from "@/lib/identity/permissions";
import { spokenRole } from "@/lib/identity/staff-rights";
import { requireStaff } from "@/lib/web/session";
import { type SearchParams, urlParams } from "@/lib/web/url-params";

export const metadata: Metadata = { title: "What roles may do" };

/** The table that decides, as it stands in the program: acts down, the roles that may do them beside. */
export default async function RolesPage({ searchParams }: { searchParams: SearchParams }) {
  await requireStaff("staff.read");
  const values = await urlParams(searchParams, ["q", "role", "with"]);
  const shown = [...new Set([values.role, values.with].filter(Boolean))];
  const rows = allPermissions
    .map((permission) => ({ permission, words: actWords(permission), held: rolesWith(permission) }))
    .filter(({ held }) => held.length > 0 && held.length < roles.length)
    .filter(({ words }) => words.toLowerCase().includes((values.q ?? "").toLowerCase()))
    // Of one role what it may do, of two what only one of them may.
    .filter(({ held }) => shown.length === 0 || held.filter((role) => shown.includes(role)).length === 1);
  const choices = roles.map((role) => ({ value: role, label: spokenRole(role) }));
  return (
    <>
      <PageHeader
        back={{ href: "/settings/staff", label: "Staff" }}
        title="What roles may do"
        meta="What is not listed is refused. Choose two roles to see where they differ."
      />
      <Filters
        action="/settings/staff/roles"
        values={values}
        fields={[
          { kind: "text", name: "q", label: "Act", width: "12rem" },
          { kind: "choice", name: "role", label: "Role", options: choices },
          { kind: "choice", name: "with", label: "Compared with", options: choices },
        ]}
      />
      <nav aria-label="View as a role" className="mb-4 flex flex-wrap items-baseline gap-x-3 text-meta">
        <span className="text-ink-2">View as</span>
        {roles
          .filter((role) => shown.length === 0 || shown.includes(role))
          .map((role) => (
            <a key={role} href={`/settings/staff/roles/${role}`} className="link inline-flex min-h-6 items-center">
              {spokenRole(role)}
            </a>
          ))}
      </nav>
      {rows.length > 0 ? (
        <DataTable caption="Acts and the roles that may do them" captionHidden>
          <Head>
            <Th>Act</Th>
            <Th>Roles</Th>
          </Head>
          <tbody>
            {rows.map(({ permission, words, held }) => (
              <Row key={permission}>
                <RowHead>{words}</RowHead>
                <Td>
                  {held
                    .filter((role) => shown.length === 0 || shown.includes(role))
                    .map(spokenRole)
                    .join(", ")}
                </Td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      ) : (
        <Empty
          kind="no-results"
          title={shown.length > 1 ? "These roles may do the same" : "No act for these filters"}
          clearHref="/settings/staff/roles"
        />
      )}
    </>
  );
}
