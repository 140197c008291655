import "server-only";
import { headers } from "next/headers";
import { decimalMarkOf, withPoint } from "../core/decimal-mark";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Parameters that are amounts as a person typed them: read by the marks of their language, as in a form. */
const AMOUNTS: readonly string[] = ["amount", "min", "max"];

/** The named parameters of a URL, each at most once and of a length that a person types; empty ones are absent. */
export async function urlParams<Name extends string>(
  searchParams: SearchParams,
  names: readonly Name[],
): Promise<Partial<Record<Name, string>>> {
  const given = await searchParams;
  const mark = names.some((name) => AMOUNTS.includes(name))
    ? decimalMarkOf((await headers()).get("accept-language"))
    : ".";
  const single = names.map((name) => {
    const value = [given[name] ?? []].flat()[0]?.slice(0, 600).replaceAll("\0", "");
    return [name, value && AMOUNTS.includes(name) ? withPoint(value, mark) : value] as const;
  });
  return Object.fromEntries(single.filter(([, value]) => value)) as Partial<Record<Name, string>>;
}
