import type { Fragment } from "postgres";
import type { Sql } from "@/db/client";
import type { FeeTerms } from "../core/fee";
import type { FeeKind } from "./schema";

/** The fees of `product_versions v` as texts: JSON would make floats of amounts. */
export const feesOf = (sql: Sql): Fragment => sql`
  array(select concat_ws(' ', f.kind, f.amount_minor, coalesce(f.rate::text, '-'), coalesce(f.min_minor::text, '-'), coalesce(f.max_minor::text, '-'))
    from product_fees f where f.version_id = v.id order by f.kind)`;

/** One fee as `feesOf` tells it. */
export function readFee(told: string): FeeTerms<FeeKind> {
  const [kind, amount = "0", rate, min, max] = told.split(" ").map((part) => (part === "-" ? undefined : part));
  return {
    kind: kind as FeeKind,
    amountMinor: BigInt(amount),
    ...(rate ? { rate } : {}),
    ...(min ? { minMinor: BigInt(min) } : {}),
    ...(max ? { maxMinor: BigInt(max) } : {}),
  };
}
