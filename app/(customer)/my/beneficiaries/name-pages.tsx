import { ButtonLink } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href";

type Props = {
  path: string;
  params: Readonly<Record<string, string | undefined>>;
  page: { older: string | null; newer: string | null };
};

/** Steps through a list that is ordered by name. */
export function NamePages({ path, params, page: { older, newer } }: Props) {
  if (!older && !newer) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap gap-2">
      {newer ? <ButtonLink href={hrefWith(path, { ...params, newer })}>Before these</ButtonLink> : null}
      {older ? <ButtonLink href={hrefWith(path, { ...params, older })}>After these</ButtonLink> : null}
    </nav>
  );
}
