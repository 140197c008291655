import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { FeeTerms } from "../core/fee";
import { type AccountId, type Id, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { movementTerms } from "../products/known-terms";
import type { FeeKind } from "../products/schema";

/** What an account's product version charges for an event, as a form tells it beforehand; null where nothing. */
export async function feeOfEvent(ctx: Ctx, accountId: AccountId | string, kind: FeeKind): Promise<FeeTerms | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(accountId)) return null;
  const [row] = await sqlOf(ctx.db)<{ versionId: Id<"productVersion"> }[]>`
    select product_version_id as "versionId" from accounts where id = ${accountId}`;
  if (!row) return null;
  const termsOf = await movementTerms(ctx.db, [row.versionId]);
  return termsOf(row.versionId).fees.find((fee) => fee.kind === kind) ?? null;
}
