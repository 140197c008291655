import { ButtonLink } from "@/components/ui/button";
import { Faults } from "@/components/ui/faults";
import { type Filter, Filters } from "@/components/ui/filters";
import {
  movementChannels,
  movementKinds,
  type ReadStatementQuery,
  reversedFilters,
  type StatementQuery,
} from "@/lib/accounts/statement-filters";
import { formatDate } from "@/lib/core/dates";

/** Every filter of a statement. */
export const statementFields: readonly Filter[] = [
  { kind: "date", name: "from", label: "From" },
  { kind: "date", name: "to", label: "To" },
  {
    kind: "choice",
    name: "direction",
    label: "Direction",
    options: [
      { value: "in", label: "Paid in" },
      { value: "out", label: "Paid out" },
    ],
  },
  {
    kind: "choice",
    name: "kind",
    label: "Type",
    options: Object.entries(movementKinds).map(([value, { label }]) => ({ value, label })),
  },
  {
    kind: "choice",
    name: "channel",
    label: "Asked for",
    options: Object.entries(movementChannels).map(([value, label]) => ({ value, label })),
  },
  {
    kind: "choice",
    name: "reversed",
    label: "Reversed",
    options: Object.entries(reversedFilters).map(([value, label]) => ({ value, label })),
  },
  { kind: "text", name: "min", label: "Amount from", width: "7rem" },
  { kind: "text", name: "max", label: "Amount to", width: "7rem" },
  { kind: "text", name: "text", label: "Text", width: "12rem" },
];

type StatementFiltersProps = {
  path: string;
  values: StatementQuery;
  /** Whether the person asked for the fields; they stand open while any of them is in use. */
  open: boolean;
} & Omit<ReadStatementQuery, "filters">;

/** What the statement shows only, in the URL; what could not be read is said and filters nothing. */
export function StatementFilters({ path, values, open, faults, searched }: StatementFiltersProps) {
  if (!open && Object.keys(values).length === 0) {
    return (
      <p className="mb-3" data-no-print="">
        <ButtonLink href={`${path}?filter=on#statement`} size="small">
          Filter by date, type, amount or text
        </ButtonLink>
      </p>
    );
  }
  return (
    <>
      <Filters action={path} fields={statementFields} values={values} />
      <Faults of={Object.values(faults)} />
      {searched ? (
        <p className="mb-2 text-ink-2">
          Text is searched from {formatDate(searched.from)} to {formatDate(searched.to)}. Choose an earlier To date to
          look further back.
        </p>
      ) : null}
    </>
  );
}
