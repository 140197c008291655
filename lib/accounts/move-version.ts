import type { z } from "zod";
import { sqlOf } from "@/db/client";
import { record } from "../audit/record";
import { transactOnce } from "../command/transact-once";
import type { Ctx, StaffActor, TxCtx } from "../core/context";
import { refusal } from "../core/errors";
import type { AccountId } from "../core/ids";
import { authorize } from "../identity/authorize";
import { aboutAccount } from "./about-account";
import { accountIn, lockAccounts, partiesIn } from "./load-accounts";
import { assertActive } from "./rules";
import type { moveVersionInput } from "./schema";

/**
 * Moves an account to the version of its own product that is offered today, in its own currency.
 * Refuses `account_not_found`, `account_closed`, `version_same`, `product_not_offered`.
 */
export function moveVersion(
  ctx: Ctx<StaffActor>,
  input: z.output<typeof moveVersionInput>,
): Promise<{ accountId: AccountId }> {
  const { key, ...asked } = input;
  return transactOnce(ctx, { command: "account.move_version", key, input: asked }, async (inside) => {
    const account = accountIn(await lockAccounts(inside.db, { ids: [asked.accountId] }), { id: asked.accountId });
    authorize(inside.actor, "account.move_version", { branchId: account.branchId, customerIds: partiesIn(account) });
    assertActive(account);
    if (account.kind === "term_deposit") throw refusal("deposit_fixed");
    const { now, offered } = await versionsFor(inside, account.id);
    if (now.id === asked.productVersionId) throw refusal("version_same");
    if (offered?.id !== asked.productVersionId) throw refusal("product_not_offered", undefined, "productVersionId");
    const sql = sqlOf(inside.db);
    await sql`update accounts set product_version_id = ${offered.id} where id = ${account.id}`;
    await sql`insert into account_versions (account_id, from_day, version_id) values (${account.id}, ${inside.businessDate}, ${offered.id})`;
    await record(inside, {
      act: "account.version_moved",
      ...aboutAccount(account),
      before: { version: now.version },
      after: { version: offered.version },
    });
    return { accountId: account.id };
  });
}

type Numbered = { id: string; version: number };

/** The version an account is on and the one of the same product and currency that is offered today. */
async function versionsFor(ctx: TxCtx, id: AccountId): Promise<{ now: Numbered; offered: Numbered | undefined }> {
  const rows = await sqlOf(ctx.db)<(Numbered & { own: boolean; effective: boolean })[]>`
    select v.id, v.version, v.id = mine.id as own, v.effective_from <= ${ctx.businessDate} as effective
    from accounts a join product_versions mine on mine.id = a.product_version_id
      join product_versions v on v.product_id = mine.product_id and v.currency = mine.currency
    where a.id = ${id} order by v.version desc`;
  const now = rows.find(({ own }) => own);
  if (!now) throw new Error(`Account ${id} has no version`);
  return { now, offered: rows.find(({ effective }) => effective) };
}
