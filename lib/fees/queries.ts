import { sqlOf } from "@/db/client";
import type { Ctx } from "../core/context";
import type { FeeTerms } from "../core/fee";
import { type AccountId, isId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { feesOf, readFee } from "../products/read-fees";
import type { FeeKind } from "../products/schema";

/** What an account's product version charges for an event, as a form tells it beforehand; null where nothing. */
export async function feeOfEvent(ctx: Ctx, accountId: AccountId | string, kind: FeeKind): Promise<FeeTerms | null> {
  authorize(ctx.actor, "account.read");
  if (!isId(accountId)) return null;
  const sql = sqlOf(ctx.db);
  const [row] = await sql<{ fees: string[] }[]>`
    select ${feesOf(sql)} as fees from accounts a join product_versions v on v.id = a.product_version_id where a.id = ${accountId}`;
  return (row?.fees ?? []).map(readFee).find((fee) => fee.kind === kind) ?? null;
}
