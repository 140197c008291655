/** What the panel beside the search's list says of the one that the arrows stand on. */
export type Glance = {
  title: string;
  /** What tells them from others of the same name. */
  line: string;
  /** What must not be overlooked. */
  flags: string[];
  facts: GlanceFact[];
  /** Amounts and what they belong to, under a heading of their own. */
  amounts: { title: string; rows: GlanceFact[] } | null;
};

export type GlanceFact = { term: string; value: string };

/** The facts that are known, in their order. */
export function known(facts: readonly (readonly [term: string, value: string | null])[]): GlanceFact[] {
  return facts.flatMap(([term, value]) => (value ? [{ term, value }] : []));
}
