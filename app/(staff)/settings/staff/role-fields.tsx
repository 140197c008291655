import { DatedChoices } from "@/components/form/dated-choices";
import { roles } from "@/lib/core/context";
import type { BusinessDate } from "@/lib/core/dates";
import { spokenRole } from "@/lib/identity/staff-rights";

/** The roles of a colleague, each for good or until a last day. */
export function RoleFields({ label, hint, today }: { label: string; hint?: string; today: BusinessDate }) {
  return (
    <DatedChoices
      name="roles"
      label={label}
      hint={`${hint ? `${hint} ` : ""}A role with a last day ends by itself once that day is over.`}
      options={roles.map((role) => ({ value: role, label: spokenRole(role) }))}
      days="until"
      dayLabel="Last day"
      min={today}
    />
  );
}
