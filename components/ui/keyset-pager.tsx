import { PAGE_SIZE } from "@/lib/core/paging";
import { ButtonLink } from "./button";
import { FocusFirstRow } from "./focus-first-row";
import { hrefWith } from "./href";
import { Still } from "./still";

type PagerProps = {
  path: string;
  /** The filters that stand in the URL; the cursors are added here. */
  params?: Readonly<Record<string, string | undefined>>;
  page: { older: string | null; newer: string | null };
  size?: number;
  /** The `id` of the table, where the reader lands. */
  to?: string;
};

/** Steps through a list by its keys: older, newer, and back to the newest. */
export function KeysetPager({ path, params = {}, page, size = PAGE_SIZE, to }: PagerProps) {
  if (!page.older && !page.newer) return null;
  const hash = to ? `#${to}` : "";
  return (
    <nav aria-label="Pages">
      {to ? <FocusFirstRow table={to} /> : null}
      <Still className="mt-3 flex flex-wrap gap-2">
        {page.older ? (
          <ButtonLink href={hrefWith(path, { ...params, older: page.older }, hash)}>{`Show ${size} older`}</ButtonLink>
        ) : null}
        {page.newer ? (
          <ButtonLink href={hrefWith(path, { ...params, newer: page.newer }, hash)}>Newer</ButtonLink>
        ) : null}
        {page.newer ? <ButtonLink href={hrefWith(path, params, hash)}>Newest</ButtonLink> : null}
      </Still>
    </nav>
  );
}
