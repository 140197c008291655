import { sqlOf } from "@/db/client";
import type { TxCtx } from "../core/context";
import type { Currency } from "../core/currencies";
import type { Eligibility } from "./assert-eligible";
import type { productKinds } from "./schema";

export type OfferedVersion<Kind extends keyof typeof productKinds> = Eligibility & {
  id: string;
  kind: Kind;
  name: string;
  currency: Currency;
};

/** The version if it is of one of these kinds and the newest of its product in effect today. */
export async function offeredVersion<Kind extends keyof typeof productKinds>(
  ctx: TxCtx,
  id: string,
  kinds: readonly Kind[],
): Promise<OfferedVersion<Kind> | undefined> {
  const [row] = await sqlOf(ctx.db)<OfferedVersion<Kind>[]>`
    select v.id, p.kind, p.name, v.currency, v.minimum_age as "minimumAge",
      v.maximum_age as "maximumAge", v.eligible_for as "eligibleFor"
    from product_versions v join products p on p.id = v.product_id
    where v.id::text = ${id} and p.kind = any(${[...kinds]}::text[]) and v.effective_from <= ${ctx.businessDate}
      and not exists (
        select from product_versions n where n.product_id = v.product_id and n.currency = v.currency
          and n.effective_from <= ${ctx.businessDate} and n.version > v.version)`;
  return row;
}
