import { notFound } from "next/navigation";
import { PageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DefinitionList, Fact } from "@/components/ui/definition-list";
import { actWords } from "@/lib/audit/acts";
import { roles } from "@/lib/core/context";
import { formatDate } from "@/lib/core/dates";
import { conflictsOf } from "@/lib/identity/conflicting-roles";
import { bankWideRoles, type Permission, powersOf } from "@/lib/identity/permissions";
import { endingHolders } from "@/lib/identity/staff-queries";
import { spokenRole } from "@/lib/identity/staff-rights";
import { ask } from "@/lib/web/ask";
import { placesOf } from "@/lib/web/navigation";
import { requireStaff } from "@/lib/web/session";

/** The bank as one role finds it, drawn from the table that decides: nothing here is asked, opened or done as that role. */
export default async function RolePage({ params }: { params: Promise<{ role: string }> }) {
  const ctx = await requireStaff("staff.read");
  const { role: named } = await params;
  const role = roles.find((one) => one === named) ?? notFound();
  const words = spokenRole(role);
  const { may, mayNot, everybodys } = powersOf(role);
  const conflicts = conflictsOf(role);
  const ending = await ask(endingHolders(ctx, role));
  return (
    <>
      <PageTitle>{`View as ${words}`}</PageTitle>
      <PageHeader
        back={{ href: "/settings/staff/roles", label: "What roles may do" }}
        title={`View as ${words}`}
        meta="The places this role finds, what it may do, and what is refused to it."
        actions={
          <>
            <ButtonLink href={`/settings/staff?role=${role}`}>Who holds this role</ButtonLink>
            <ButtonLink href={`/settings/staff/roles?role=${role}`}>Compare with another role</ButtonLink>
          </>
        }
      />
      <Callout title="You are still yourself">
        This is a drawing of what the role sees. It opens no customer and no account, and nothing can be done from it.
      </Callout>
      <div className="mt-5">
        <DefinitionList columns={2}>
          <Fact term="Reaches">{bankWideRoles.includes(role) ? "The whole bank" : "The person’s own branch"}</Fact>
          <Fact term="Cannot be held together with">
            {conflicts.length === roles.length - 1 ? "any other role" : conflicts.map(spokenRole).join(", ")}
          </Fact>
          {ending.length > 0 ? (
            <Fact term="Held until a last day by">
              {ending.map(({ id, name, until }, at) => (
                <span key={id}>
                  {at > 0 ? ", " : ""}
                  <a href={`/settings/staff/${id}`} className="link">
                    {name}
                  </a>{" "}
                  until {formatDate(until)}
                </span>
              ))}
            </Fact>
          ) : null}
        </DefinitionList>
      </div>
      <div className="mt-5 grid items-start gap-6 lg:grid-cols-[15rem_minmax(0,1fr)_minmax(0,1fr)]">
        <Panel title="Its places">
          {placesOf(role).map(({ label, items }) => (
            <div key={label ?? ""} className="mt-3 first:mt-0">
              {label ? <h3 className="text-ink-2 text-meta">{label}</h3> : null}
              <ul>
                {items.map((item) => (
                  <li key={item.href}>{item.label}</li>
                ))}
              </ul>
            </div>
          ))}
        </Panel>
        <Panel title="May" aside={`${may.length} acts`}>
          <Acts of={may} />
          <p className="mt-3 text-ink-2 text-meta">
            And what everybody may, with their own sign-in and requests only: {inOneLine(everybodys)}.
          </p>
        </Panel>
        <Panel title="May not" aside={`${mayNot.length} acts`}>
          <Acts of={mayNot} />
        </Panel>
      </div>
    </>
  );
}

function Acts({ of }: { of: readonly Permission[] }) {
  return (
    <ul className="grid gap-1">
      {of.map((permission) => (
        <li key={permission}>{actWords(permission)}</li>
      ))}
    </ul>
  );
}

function inOneLine(of: readonly Permission[]): string {
  return of.map((permission) => actWords(permission).toLowerCase()).join(", ");
}
