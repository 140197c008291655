import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, SystemActor } from "../core/context";
import { authorize } from "../identity/authorize";
import { insertVersion } from "./insert-version";
import type { ProductTerms } from "./schema";

/** Adds a product's next version when a bank is set up, by a job; people revise products with a second person. */
export function addProductVersion(
  ctx: Ctx<SystemActor>,
  input: ProductTerms & { key: string },
): Promise<{ productVersionId: string }> {
  const { key, ...terms } = input;
  return transactOnce(ctx, { command: "product.add", key, input: terms }, async (inside) => {
    authorize(inside.actor, "product.manage");
    const { id, version } = await insertVersion(inside.db, terms);
    await record(inside, {
      act: "product.revised",
      subjectKind: "product_version",
      subjectId: id,
      after: { ...terms, version },
    });
    return { productVersionId: id };
  });
}
