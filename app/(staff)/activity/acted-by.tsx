import { SubLine } from "@/components/ui/data-table";
import type { ActivityRow } from "@/lib/audit/queries";

/** Who acted, and as what. */
export function ActedBy({ event }: { event: ActivityRow }) {
  return (
    <>
      <bdi>{event.actor}</bdi>
      <SubLine>{capacityOf(event)}</SubLine>
    </>
  );
}

const kinds = { staff: "staff", customer: "customer", api_client: "program", system: "the bank itself" } as const;

function capacityOf({ role, actorKind }: ActivityRow): string {
  return role ? role.replaceAll("_", " ").replaceAll(",", ", ") : kinds[actorKind];
}
