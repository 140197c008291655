import "server-only";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The named parameters of a URL, each at most once and of a length that a person types; empty ones are absent. */
export async function urlParams<Name extends string>(
  searchParams: SearchParams,
  names: readonly Name[],
): Promise<Partial<Record<Name, string>>> {
  const given = await searchParams;
  const single = names.map(
    (name) => [name, [given[name] ?? []].flat()[0]?.slice(0, 600).replaceAll("\0", "")] as const,
  );
  return Object.fromEntries(single.filter(([, value]) => value)) as Partial<Record<Name, string>>;
}
