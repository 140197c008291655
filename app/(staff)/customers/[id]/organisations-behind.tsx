import { Status } from "@/components/ui/status";
import type { StandsBehind } from "@/lib/customers/profile-queries";
import { partWords } from "../part-words";

/** The organisations a person stands behind, and what they are to each. */
export function OrganisationsBehind({ organisations }: { organisations: readonly StandsBehind[] }) {
  return (
    <ul className="border-rule border-t">
      {organisations.map((one) => (
        <li key={one.id} className="flex flex-wrap items-baseline gap-x-4 border-rule border-b py-1.5">
          <a href={`/customers/${one.id}`} className="link font-medium">
            <bdi>{one.fullName}</bdi>
          </a>
          <span className="text-ink-2">{partWords(one)}</span>
          <Status of="customer" is={one.status} />
        </li>
      ))}
    </ul>
  );
}
