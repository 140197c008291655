import { PAGE_SIZE } from "@/lib/core/paging";
import { ButtonLink } from "./button";
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
  /** How the list is ordered: by time, or by name. */
  by?: keyof typeof words;
};

const words = {
  time: { on: "older", back: "Newer", first: "Newest" },
  name: { on: "more", back: "Back", first: "First" },
} as const;

/** Steps through a list by its keys: on, back, and to its beginning. */
export function KeysetPager({ path, params = {}, page, size = PAGE_SIZE, to, by = "time" }: PagerProps) {
  if (!page.older && !page.newer) return null;
  const hash = to ? `#${to}` : "";
  return (
    <Still as="nav" aria-label="Pages" className="mt-3 flex flex-wrap gap-2">
      {page.older ? (
        <ButtonLink
          href={hrefWith(path, { ...params, older: page.older }, hash)}
        >{`Show ${size} ${words[by].on}`}</ButtonLink>
      ) : null}
      {page.newer ? (
        <ButtonLink href={hrefWith(path, { ...params, newer: page.newer }, hash)}>{words[by].back}</ButtonLink>
      ) : null}
      {page.newer ? <ButtonLink href={hrefWith(path, params, hash)}>{words[by].first}</ButtonLink> : null}
    </Still>
  );
}
