import { Faults } from "@/components/ui/faults";
import { type Filter, Filters } from "@/components/ui/filters";
import { type BusinessDate, formatDate } from "@/lib/core/dates";

const fields: readonly Filter[] = [
  { kind: "text", name: "text", label: "Name, note or reference", width: "15rem" },
  { kind: "date", name: "from", label: "From" },
  { kind: "date", name: "to", label: "To" },
  {
    kind: "choice",
    name: "direction",
    label: "Paid",
    options: [
      { value: "in", label: "In" },
      { value: "out", label: "Out" },
    ],
  },
];

type Props = {
  path: string;
  values: Readonly<Record<string, string | undefined>>;
  faults: Readonly<Record<string, string | undefined>>;
  /** The days in which words were looked for. */
  searched: { from: BusinessDate; to: BusinessDate } | null;
};

/** Search and filters of an account's movements, folded away until they are wanted. */
export function MovementFilters({ path, values, faults, searched }: Props) {
  return (
    <details open={Object.keys(values).length > 0} className="mb-2">
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">Search and filter</summary>
      <Filters action={path} fields={fields} values={values} />
      <Faults of={Object.values(faults)} />
      {searched ? (
        <p className="mb-2 text-ink-2">
          Searched from {formatDate(searched.from)} to {formatDate(searched.to)}. Choose an earlier To date to look
          further back.
        </p>
      ) : null}
    </details>
  );
}
