import { ButtonLink } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href";

type Props = {
  path: string;
  params: Readonly<Record<string, string | undefined>>;
  page: { older: string | null; newer: string | null };
  /** The table it steps through. */
  to?: string;
};

/** Steps through a list that stands in the order of names. */
export function NamePager({ path, params, page, to = "customers" }: Props) {
  if (!page.older && !page.newer) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex flex-wrap gap-2">
      {page.newer ? (
        <ButtonLink href={hrefWith(path, { ...params, newer: page.newer }, `#${to}`)}>Previous</ButtonLink>
      ) : null}
      {page.older ? (
        <ButtonLink href={hrefWith(path, { ...params, older: page.older }, `#${to}`)}>Next</ButtonLink>
      ) : null}
      {page.newer ? <ButtonLink href={hrefWith(path, params, `#${to}`)}>First page</ButtonLink> : null}
    </nav>
  );
}
