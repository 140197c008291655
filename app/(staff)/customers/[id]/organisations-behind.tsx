import { Status } from "@/components/ui/status";
import { formatShare } from "@/lib/core/read-share";
import { partsOf } from "@/lib/customers/person-card";
import type { StandsBehind } from "@/lib/customers/profile-queries";

/** The organisations a person stands behind, and what they are to each. */
export function OrganisationsBehind({ organisations }: { organisations: readonly StandsBehind[] }) {
  return (
    <ul className="border-rule border-t">
      {organisations.map((one) => (
        <li key={one.id} className="flex flex-wrap items-baseline gap-x-4 border-rule border-b py-1.5">
          <a href={`/customers/${one.id}`} className="link font-medium">
            <bdi>{one.fullName}</bdi>
          </a>
          <span className="text-ink-2">
            {partsOf(one).join(", ")}
            {one.share ? `, ${formatShare(one.share)}` : ""}
          </span>
          <Status of="customer" is={one.status} />
        </li>
      ))}
    </ul>
  );
}
