import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Actor, Ctx } from "../core/context";
import { newId } from "../core/ids";
import { authorize } from "../identity/authorize";
import type { addProductVersionInput } from "./schema";

/** Adds the next version of a product's terms in a currency, and the product with its first; accounts keep the version they were opened on. */
export function addProductVersion(
  ctx: Ctx<Actor>,
  input: z.output<typeof addProductVersionInput>,
): Promise<{ productVersionId: string }> {
  const { key, ...terms } = input;
  return transactOnce(ctx, { command: "product.revise", key, input: terms }, async (inside) => {
    authorize(inside.actor, "product.manage");
    const sql = sqlOf(inside.db);
    await sql`
      insert into products (id, code, kind, name) values (${newId()}, ${terms.code}, ${terms.kind}, ${terms.name})
      on conflict (code) do nothing`;
    const id = newId<"productVersion">();
    const [made] = await sql<{ version: number }[]>`
      insert into product_versions (id, product_id, version, effective_from, currency, annual_rate, day_count,
        min_amount_minor, max_amount_minor, min_term_months, max_term_months, minimum_age)
      select ${id}, p.id, coalesce((select max(version) from product_versions v where v.product_id = p.id and v.currency = ${terms.currency}), 0) + 1,
        ${terms.effectiveFrom}, ${terms.currency}, ${terms.annualRate}, ${terms.dayCount},
        ${terms.minAmountMinor?.toString() ?? null}::bigint, ${terms.maxAmountMinor?.toString() ?? null}::bigint,
        ${terms.minTermMonths ?? null}, ${terms.maxTermMonths ?? null}, ${terms.minimumAge}
      from products p where p.code = ${terms.code} returning version`;
    await record(inside, {
      act: "product.revised",
      subjectKind: "product_version",
      subjectId: id,
      after: { ...terms, version: made?.version },
    });
    return { productVersionId: id };
  });
}
