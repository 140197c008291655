/** What a product version says of interest on a balance, rates as fractions a year. */
export type TierTerms = {
  /** Below the first tier. */
  annualRate: string;
  /** Each tier's rate on its own part of the balance, or the reached tier's on the whole. */
  tierMethod: "band" | "level";
  /** In rising order. */
  tiers: readonly { fromMinor: bigint; annualRate: string }[];
  /** A balance below this earns nothing; null: any earns. */
  interestFromMinor: bigint | null;
};

/** A part of a balance and the rate it earns. */
export type RatedPart = { minor: bigint; annualRate: string };

/** Shares a balance out over the rates it earns: none on nothing, on what is overdrawn, or below the least that earns. */
export function ratedParts(terms: TierTerms, balanceMinor: bigint): RatedPart[] {
  const { annualRate, tierMethod, tiers, interestFromMinor } = terms;
  if (balanceMinor <= 0n || (interestFromMinor !== null && balanceMinor < interestFromMinor)) return [];
  const steps = [{ fromMinor: 0n, annualRate }, ...tiers].filter(
    ({ fromMinor }) => fromMinor < balanceMinor || (tierMethod === "level" && fromMinor === balanceMinor),
  );
  if (tierMethod === "level") return [{ minor: balanceMinor, annualRate: steps.at(-1)?.annualRate ?? annualRate }];
  return steps.map(({ fromMinor, annualRate: rate }, at) => ({
    minor: (steps[at + 1]?.fromMinor ?? balanceMinor) - fromMinor,
    annualRate: rate,
  }));
}
