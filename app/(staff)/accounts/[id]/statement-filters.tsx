import { ButtonLink } from "@/components/ui/button";
import { type Filter, Filters } from "@/components/ui/filters";
import { Icon } from "@/components/ui/icon";
import { movementKinds, type StatementQuery } from "@/lib/accounts/statement-filters";

const fields: readonly Filter[] = [
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
  { kind: "text", name: "min", label: "Amount from", width: "7rem" },
  { kind: "text", name: "max", label: "Amount to", width: "7rem" },
  { kind: "text", name: "text", label: "Text", width: "12rem" },
];

type StatementFiltersProps = {
  path: string;
  values: StatementQuery;
  /** Whether the person asked for the fields; they stand open while any of them is in use. */
  open: boolean;
  faults: Partial<Record<keyof StatementQuery, string>>;
};

/** What the statement shows only, in the URL; what could not be read is said and filters nothing. */
export function StatementFilters({ path, values, open, faults }: StatementFiltersProps) {
  if (!open && Object.keys(values).length === 0) {
    return (
      <p className="mb-3" data-no-print="">
        <ButtonLink href={`${path}?filter=on#statement`} size="small">
          Filter by date, type, amount or text
        </ButtonLink>
      </p>
    );
  }
  const sentences = [...new Set(Object.values(faults))];
  return (
    <>
      <Filters action={path} fields={fields} values={values} />
      {sentences.length > 0 ? (
        <p role="alert" className="mb-2 flex items-center gap-1.5 font-semibold text-danger">
          <Icon name="alert" /> {sentences.join(" ")}
        </p>
      ) : null}
    </>
  );
}
