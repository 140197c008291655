import { Button } from "./button";

type FindFieldProps = {
  /** The page itself, which shows what was found. */
  action: string;
  name: string;
  label: string;
  placeholder?: string;
  typed: string | undefined;
};

/** One field and Find, inside a page that needs somebody or something to go on. */
export function FindField({ action, name, label, placeholder, typed }: FindFieldProps) {
  const id = `find-${name}`;
  return (
    <form action={action} className="flex flex-wrap items-end gap-2">
      <div style={{ width: "20rem" }} className="min-w-0 text-meta">
        <label htmlFor={id} className="mb-0.5 block text-ink-2">
          {label}
        </label>
        <input
          key={typed}
          id={id}
          name={name}
          defaultValue={typed ?? ""}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={120}
          className="h-(--control) w-full rounded-control border border-control bg-surface px-2 text-ink"
        />
      </div>
      <Button type="submit" look="ghost" size="field">
        Find
      </Button>
    </form>
  );
}
