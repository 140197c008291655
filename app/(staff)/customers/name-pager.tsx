import { ButtonLink } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href";

type Props = {
  path: string;
  params: Readonly<Record<string, string | undefined>>;
  page: { older: string | null; newer: string | null };
};

/** Steps through a list that stands in the order of names. */
export function NamePager({ path, params, page }: Props) {
  if (!page.older && !page.newer) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex flex-wrap gap-2">
      {page.newer ? (
        <ButtonLink href={hrefWith(path, { ...params, newer: page.newer }, "#customers")}>Previous</ButtonLink>
      ) : null}
      {page.older ? (
        <ButtonLink href={hrefWith(path, { ...params, older: page.older }, "#customers")}>Next</ButtonLink>
      ) : null}
      {page.newer ? <ButtonLink href={hrefWith(path, params, "#customers")}>First page</ButtonLink> : null}
    </nav>
  );
}
