import type { Currency } from "../core/currencies";

/** One comparison of the close: two independent ways to the same figure must agree. */
export type Proof = { name: string; branch: string; currency: Currency; expected: bigint; actual: bigint };

/** A proof as the database answers it. The totals of a bank pass what an int8 holds, so they come as text. */
export type ProofRow = Omit<Proof, "expected" | "actual"> & { expected: string; actual: string };

/** The proofs of these rows, each total exact however large it is. */
export function proofsOf(rows: readonly ProofRow[]): Proof[] {
  return rows.map(({ expected, actual, ...row }) => ({ ...row, expected: BigInt(expected), actual: BigInt(actual) }));
}
