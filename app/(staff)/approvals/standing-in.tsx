import { Callout } from "@/components/ui/callout";
import { hrefWith } from "@/components/ui/href";
import type { StaffActor } from "@/lib/core/context";
import { formatDate } from "@/lib/core/dates";
import type { Absent } from "@/lib/identity/delegations";

/** The inbox of the viewer, or of the absent colleague in whose place they decide. */
export function inboxHref({ decidesFor }: StaffActor, values: Record<string, string | undefined> = {}): string {
  return hrefWith("/approvals", { for: decidesFor?.userId, ...values });
}

/** A request as it is opened from that inbox. */
export function requestHref({ decidesFor }: StaffActor, id: string): string {
  return hrefWith(`/approvals/${id}`, { for: decidesFor?.userId });
}

/** Says in whose place a decision is made, where it is not one's own. */
export function StandingIn({ actor }: { actor: StaffActor }) {
  if (!actor.decidesFor) return null;
  return (
    <div className="mt-3">
      <Callout tone="second" title={`You decide for ${actor.decidesFor.name}, who is away`}>
        The history names both of you. What either of you asked for, somebody else decides.
      </Callout>
    </div>
  );
}

/** The inboxes that the viewer may open besides their own. */
export function Inboxes({ actor, absent }: { actor: StaffActor; absent: readonly Absent[] }) {
  if (absent.length === 0) return null;
  return (
    <nav aria-label="Whose decisions" className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-meta">
      <Place href="/approvals" here={!actor.decidesFor}>
        Yours
      </Place>
      {absent.map(({ userId, name, branch, lastDay }) => (
        <Place key={userId} href={hrefWith("/approvals", { for: userId })} here={actor.decidesFor?.userId === userId}>
          {`For ${name}, ${branch}, until ${formatDate(lastDay)}`}
        </Place>
      ))}
    </nav>
  );
}

function Place({ href, here, children }: { href: string; here: boolean; children: string }) {
  return (
    <a
      href={href}
      aria-current={here ? "true" : undefined}
      className={`link inline-block min-h-6 ${here ? "font-semibold" : ""}`}
    >
      {children}
    </a>
  );
}
