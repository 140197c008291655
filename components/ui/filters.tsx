import { formatDate, isDate } from "@/lib/core/dates";
import { Button } from "./button";
import { RemovableChip } from "./chip";
import { hrefWith } from "./href";

export type Filter = { name: string; label: string; width?: string } & (
  | { kind: "text"; placeholder?: string }
  | { kind: "date" }
  | {
      kind: "choice";
      options: readonly { value: string; label: string }[];
      /** What the list shows where the address says nothing of it: a list that has such a state is never of any. */
      usual?: string;
    }
);

type Values = Readonly<Record<string, string | undefined>>;
type FiltersProps = {
  /** The list's own path. */
  action: string;
  fields: readonly Filter[];
  /** What the URL says now. */
  values: Values;
  /** Parameters that stay whatever is filtered, such as a tab. */
  keep?: Values;
};

/** Filters of a list as a GET form: what is on lives in the URL and stands below as chips that can be taken off. */
export function Filters({ action, fields, values, keep = {} }: FiltersProps) {
  const active = fields.filter((field) => values[field.name] && values[field.name] !== usualOf(field));
  return (
    <search className="mb-3 block" data-no-print="">
      <form action={action} className="flex flex-wrap items-end gap-x-3 gap-y-2">
        {Object.entries(keep).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        {fields.map((field) => (
          <FilterField
            key={`${field.name}:${values[field.name] ?? ""}`}
            field={field}
            value={values[field.name] ?? usualOf(field) ?? ""}
          />
        ))}
        <Button type="submit" look="ghost" size="field">
          Show
        </Button>
      </form>
      {active.length > 0 ? (
        <p className="mt-2 flex flex-wrap items-center gap-2">
          {active.map((field) => (
            <RemovableChip
              key={field.name}
              label={`${field.label}: ${shown(field, values[field.name] ?? "")}`}
              href={hrefWith(action, { ...keep, ...onlyFields(fields, values), [field.name]: undefined })}
            />
          ))}
          <a href={hrefWith(action, keep)} className="link inline-flex min-h-6 items-center px-1 text-meta">
            Clear filters
          </a>
        </p>
      ) : null}
    </search>
  );
}

const control = "h-(--control) rounded-control border border-control bg-surface px-2 text-ink";

function FilterField({ field, value }: { field: Filter; value: string }) {
  const { name, label, width = field.kind === "text" ? "16rem" : "auto" } = field;
  const id = `filter-${name}`;
  return (
    <div className="min-w-0 text-meta" style={{ width }}>
      <label htmlFor={id} className="mb-0.5 block text-ink-2">
        {label}
      </label>
      {field.kind === "choice" ? (
        <select id={id} name={name} defaultValue={value} className={`${control} w-full`}>
          {field.usual ? null : <option value="">Any</option>}
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          name={name}
          type={field.kind === "date" ? "date" : "text"}
          defaultValue={value}
          placeholder={field.kind === "text" ? field.placeholder : undefined}
          autoComplete="off"
          className={`${control} w-full`}
        />
      )}
    </div>
  );
}

function usualOf(field: Filter): string | undefined {
  return field.kind === "choice" ? field.usual : undefined;
}

function shown(field: Filter, value: string): string {
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.label ?? value;
  return field.kind === "date" && isDate(value) ? formatDate(value) : value;
}

function onlyFields(fields: readonly Filter[], values: Values): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, values[name]]));
}
