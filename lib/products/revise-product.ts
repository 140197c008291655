import { sqlOf } from "@/db/client";
import { demandApproval } from "../approvals/demand-approval";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import { authorize } from "../identity/authorize";
import { newestVersion } from "./catalogue";
import { insertVersion } from "./insert-version";
import { readTerms } from "./read-terms";
import { type ProductTerms, productKinds, type ReviseProductInput } from "./schema";
import { wordsOfTerms } from "./terms-words";

/**
 * Makes a product or its next version from a day on, once a second person has agreed; accounts keep the version they were
 * opened on. Refuses `day_passed`, `product_code_taken`, `range_reversed`, `tiers_order`, and amounts that cannot be read.
 */
export function reviseProduct(ctx: Ctx<StaffActor>, input: ReviseProductInput) {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "product.revise", key, input: asked }, async (inside) => {
    authorize(inside.actor, "product.manage");
    const terms = readTerms(input);
    if (terms.effectiveFrom < inside.businessDate) throw refusal("day_passed", undefined, "effectiveFrom");
    await assertCode(inside, terms);
    const before = await newestVersion(inside, terms.code, terms.currency);
    const named = { product: `${terms.name}, ${terms.code}`, kind: productKinds[terms.kind] };
    const pending = await demandApproval(inside, {
      kind: "product.revise",
      payload: input,
      subjectKind: "product",
      subjectId: terms.code,
      branchId: null,
      before: before ? { ...named, ...wordsOfTerms(before) } : {},
      after: { ...named, ...wordsOfTerms(terms) },
      always: true,
    });
    if (pending) return pending;
    const { id, version } = await insertVersion(inside.db, terms);
    await record(inside, {
      act: "product.revised",
      subjectKind: "product_version",
      subjectId: id,
      ...(before ? { before: wordsOfTerms(before) } : {}),
      after: { ...wordsOfTerms(terms), version },
    });
    return { productVersionId: id, code: terms.code };
  });
}

/** One code names one product of one kind and name. */
async function assertCode(ctx: TxCtx, { code, kind, name }: ProductTerms): Promise<void> {
  const [known] = await sqlOf(ctx.db)<{ kind: ProductTerms["kind"]; name: string }[]>`
    select kind, name from products where code = ${code}`;
  if (known && (known.kind !== kind || known.name !== name))
    throw refusal("product_code_taken", { name: known.name, kind: productKinds[known.kind].toLowerCase() });
}
