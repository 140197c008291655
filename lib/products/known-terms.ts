import { type Executor, sqlOf } from "@/db/client";
import type { FeeTerms } from "../core/fee";
import type { Id } from "../core/ids";
import { feesOf, readFee } from "./read-fees";
import type { FeeKind } from "./schema";

/** What a product version says of a movement on its accounts. */
export type MovementTerms = {
  /** The most that one withdrawal or transfer may take; null: no bound. */
  debitLimitMinor: bigint | null;
  /** What is charged, by event. */
  fees: readonly FeeTerms<FeeKind>[];
};

const known = new Map<string, MovementTerms>();

/** The terms of product versions. The database lets no version be changed, so each is read once in the life of a process. */
export async function movementTerms(
  tx: Executor,
  versions: readonly Id<"productVersion">[],
): Promise<(version: Id<"productVersion">) => MovementTerms> {
  const unknown = [...new Set(versions)].filter((version) => !known.has(version));
  if (unknown.length > 0) {
    const sql = sqlOf(tx);
    const rows = await sql<{ id: string; debitLimitMinor: bigint | null; fees: string[] }[]>`
      select v.id, v.debit_limit_minor as "debitLimitMinor", ${feesOf(sql)} as fees
      from product_versions v where v.id = any(${unknown}::uuid[])`;
    for (const { id, debitLimitMinor, fees } of rows) known.set(id, { debitLimitMinor, fees: fees.map(readFee) });
  }
  return (version) => {
    const terms = known.get(version);
    if (!terms) throw new Error(`There is no product version ${version}`);
    return terms;
  };
}
