import { Icon } from "./icon";

/** What of the filters of a page could not be read, or why a file was not given: each sentence once. */
export function Faults({ of }: { of: readonly (string | null | undefined)[] }) {
  const sentences = [...new Set(of)].filter(Boolean);
  if (sentences.length === 0) return null;
  return (
    <p role="alert" className="mb-3 flex items-baseline gap-1.5 font-semibold text-danger">
      <Icon name="alert" />
      <span>{sentences.join(" ")}</span>
    </p>
  );
}
